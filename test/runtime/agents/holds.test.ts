import assert from "node:assert/strict";
import { test } from "node:test";
import { type Held, Holds } from "../../../runtime/agents/holds.ts";

/** `debug a fleet/**` · `hold fleet/x` · `release a fleet/x` · `undebug a` → what each let go on, or who holds. */
function check(steps: string, expected: string) {
  const holds = new Holds<string>();
  const told = steps.split("; ").map((step) => {
    const [verb, who = "", what = ""] = step.split(" ");
    switch (verb) {
      case "debug":
      case "follow": {
        const { joined, free } = holds.debug(who, { only: what === "" ? [] : [what], descendants: verb === "follow" });
        return `${joined.map((held) => held.path).join(",")}|${names(free)}`;
      }
      case "undebug":
        return names(holds.undebug(who));
      case "hold":
        return holds.hold({ path: who, incarnation: 1, pid: 4711, descendant: false }).join(",");
      case "fork":
        return holds.hold({ path: who, incarnation: 1, pid: 4712, descendant: true }).join(",");
      case "release": {
        const held = holds.find(what, 1);
        return held ? names(holds.release(who, held)) : "not held";
      }
      default:
        throw new Error(step);
    }
  });
  assert.equal(told.join("; "), expected);
}

const names = (held: Held<string>[]) => held.map((each) => each.path).join(",");

test("a process is held for those who debug it, and nobody else", () => {
  check("hold t/x", "");
  check("debug a; hold t/x", "|; a");
  check("debug a t/y; hold t/x; hold t/y/z", "|; ; a");
});

test("it goes on when all who hold it have released it", () => {
  check("debug a; hold t/x; release a t/x; release a t/x", "|; a; t/x; not held");
  check("debug a; debug b; hold t/x; release a t/x; release b t/x", "|; |; a,b; ; t/x");
});

test("the lease: it goes on when its last holder is gone", () => {
  check("debug a; debug b t/y; hold t/x; hold t/y; undebug a; undebug b", "|; |; a; a,b; t/x; t/y");
});

test("who debugs later joins the hold; who looks elsewhere leaves it", () => {
  check("debug a; hold t/x; debug b; release a t/x; release b t/x", "|; a; t/x|; ; t/x");
  check("debug a; hold t/x; debug a t/y", "|; a; |t/x");
  check("debug a; hold t/x; debug a t/x; release a t/x", "|; a; t/x|; t/x");
});

test("descendants are held for those who want them, each by itself", () => {
  check("debug a; fork t/x", "|; ");
  check("debug a; follow b; hold t/x; fork t/x; undebug b", "|; |; a,b; b; t/x");
});

test("a hand from outside lets it go on at once", () => {
  check("debug a; debug b; hold t/x; release c t/x", "|; |; a,b; t/x");
});
