import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSpec } from "../../spec/index.ts";
import { check } from "./problem-check.ts";

/** Three children a, b and c, each with what is given here. */
function three(a: string, b: string, c: string, expected: string, head = "strategy: rest_for_one"): void {
  const line = (id: string, more: string) => `  - { id: ${id}, run: x${more === "" ? "" : `, ${more}`} }\n`;
  check(`name: t\n${head}\nchildren:\n${line("a", a)}${line("b", b)}${line("c", c)}`, expected);
}

test("needs", () => {
  three("", "needs: [a]", "needs: [a, b]", "");
  three("", "needs: [x]", "", "5:30 unknown_need");
  three("", "needs: a", "", "5:29 wrong_type");
  three("needs: [b]", "", "", "4:30 late_need");
  three("needs: [c]", "", "needs: [b]", "4:30 late_need");
  three("needs: [a]", "", "", "4:30 readiness_cycle");
  three("needs: [b]", "needs: [a]", "", "4:30 readiness_cycle");
  three("needs: [b]", "needs: [c]", "needs: [a]", "4:30 readiness_cycle");
  three("needs: [c]", "needs: [a]", "needs: [a]", "4:30 readiness_cycle");
  three("needs: [b]", "needs: [c]", "needs: [b]", "4:30 late_need\n5:30 readiness_cycle");
  three("", "needs: [a]", "needs: [b]", "", "strategy: one_for_all");
  three("", "needs: [a]", "", "5:30 outlives_need", "strategy: one_for_one");
  three("restart: temporary", "needs: [a]", "", "", "strategy: one_for_one");
  three("plan: [wait]", "needs: [a]", "", "", "strategy: one_for_one");
  three("plan: [{ when: [{ do: restart }] }]", "needs: [a]", "", "5:30 outlives_need", "strategy: one_for_one");
  three("", "needs: [a]", "", "5:30 outlives_need", "dynamic: {}");
  check("name: t\ndefault: { run: a, needs: [b] }", "2:20 unknown_key");
  check(
    "name: t\nstrategy: rest_for_one\nchildren: [{ id: a, run: a }, { id: b, supervisor: {}, needs: [c] }]",
    "3:64 unknown_need",
  );
});

test("what a child relies on is told with the remedy", () => {
  const say = (children: string, expected: string, strategy = "rest_for_one") => {
    const { problems } = parseSpec(`name: t\nstrategy: ${strategy}\nchildren: [${children}]`, "yaml");
    assert.deepEqual(problems.map(({ message }) => message).join("\n"), expected);
  };
  const [api, broker] = ["{ id: api, run: a", "{ id: broker, run: b"];
  say(`${broker} }, ${api}, needs: [brokr] }`, "`brokr` is no sibling of `api`; did you mean `broker`?");
  say(`${broker} }, ${api}, needs: [queue] }`, "`queue` is no sibling of `api`; its siblings are broker");
  say(`${api}, needs: [queue] }`, "`queue` is no sibling of `api`; it has none; remove it");
  say(
    `${api}, needs: [broker] }, ${broker} }`,
    "`broker` is started after `api`, since children start in the order of this list; put it above",
  );
  say(
    `${api}, needs: [broker] }, ${broker}, needs: [api] }`,
    "`api` needs `broker`, `broker` needs `api`: none of them can be the first to start; remove one of these needs",
  );
  say(
    `${broker} }, ${api}, needs: [broker] }`,
    "a restart of `broker` leaves this child running; write strategy: rest_for_one, which restarts it along",
    "one_for_one",
  );
});

test("a great many needs take no longer than their number", () => {
  const ids = Array.from({ length: 5000 }, (_, n) => `a${n}`);
  const backwards = ids.map((id, n) => `{ id: ${id}, run: a, needs: [${ids[n + 1] ?? "a0"}] }`);
  assert.deepEqual(
    parseSpec(`name: t\nstrategy: one_for_all\nchildren: [${backwards.join(", ")}]`, "yaml").problems.map(
      ({ code }) => code,
    ),
    ["readiness_cycle"],
  );
});
