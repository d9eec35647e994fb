import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type DebugTarget, debugUrl, matches, parseDebugUrl, splitLease, underLease } from "../../wire/index.ts";

test("parseDebugUrl reads what debugUrl writes, for any child's path", () => {
  const id = fc.string({ unit: "grapheme", minLength: 1 });
  const target = fc.record<DebugTarget>(
    {
      path: fc.tuple(id, id).map((ids) => ids.join("/")),
      incarnation: fc.nat(),
      pid: fc.option(fc.nat()),
      transport: fc.constantFrom("port", "agent"),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(target, fc.constantFrom("", "/"), (target, slash) => {
      const url = new URL(debugUrl(`ws://127.0.0.1:4000${slash}`, target));
      assert.equal(url.host, "127.0.0.1:4000");
      assert.deepEqual(parseDebugUrl(url.pathname + url.search), target);
    }),
  );
});

test("splitLease reads what underLease writes, and finds no lease elsewhere", () => {
  const check = (asked: string) => {
    const { pathname, search } = new URL(underLease(`ws://127.0.0.1:4000${asked}`, "a-1"));
    assert.deepEqual(splitLease(pathname + search), { asked, lease: "a-1" });
  };
  check("/");
  check("/pulse");
  check("/debug/t%2Fa/1?transport=agent&pid=7");
  for (const asked of ["/", "/debug/lease=1/1", "/pulse?lease=", "/pulse?lease=a/b", "/?release=1"])
    assert.deepEqual(splitLease(asked), { asked, lease: null });
});

test("a URL of another form asks for nothing", () => {
  const check = (urlPath: string) => assert.equal(parseDebugUrl(urlPath), null, urlPath);
  check("/");
  check("/debug/fleet%2Fapi");
  check("/debug/fleet%2Fapi/");
  check("/debug/fleet%2Fapi/one");
  check("/debug/fleet%2Fapi/-1");
  check("/debug/fleet/api/1");
  check("/debug//1");
  check("/debug/%E0%A4%A/1");
  check("/debug/fleet%2Fapi/1?transport=pigeon");
  check("/debug/fleet%2Fapi/1?pid=4711");
  check("/other/fleet/1");
  check("x/debug/fleet/1");
});

test("matches: * is one id, ** any number, a supervisor means all below it", () => {
  const check = (pattern: string, path: string, expected: boolean) =>
    assert.equal(matches(pattern, path), expected, `${pattern} ~ ${path}`);
  check("fleet/api", "fleet/api", true);
  check("fleet/api", "fleet/api-2", false);
  check("fleet/api", "fleet/ap", false);
  check("fleet", "fleet/devices/device-1", true);
  check("fleet/devices", "fleet/devices/device-1", true);
  check("fleet/*", "fleet/api", true);
  check("fleet/*/device-1", "fleet/devices/device-1", true);
  check("fleet/*-1", "fleet/api", false);
  check("fleet/devices/device-*", "fleet/devices/device-12", true);
  check("fleet/devices/device-*", "fleet/devices/sensor-12", false);
  check("devices/*", "fleet/devices/device-1", true);
  check("api", "fleet/api", true);
  check("device-1", "fleet/devices/device-1", false);
  check("*", "fleet", true);
  check("**/device-1", "fleet/devices/device-1", true);
  check("**/device-1", "fleet/devices/device-12", false);
  check("fleet/**/device-1", "fleet/devices/device-1", true);
  check("fleet/**/device-1", "fleet/a/b/device-1", true);
  check("fleet/**/device-1", "fleet/device-1", true);
  check("**/fleet", "fleet/api", true);
  check("fleet/**", "fleet/api", true);
  check("**", "fleet/devices/device-1", true);
  check("fleet/a.c", "fleet/abc", false);
  check("fleet/a+(b)", "fleet/a+(b)", true);
});
