import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { withAgent, withoutAgent } from "../../wire/index.ts";

const agent = { program: "/opt/a b/agent.cjs", gate: "file:///opt/a%20b/gate.mjs" };

test("a user's own NODE_OPTIONS stay before the agent's, which are quoted; the gate is for those that are held", () => {
  const ours = '--inspect-publish-uid=stderr --require "/opt/a b/agent.cjs"';
  assert.equal(withAgent("", agent, false), ours);
  assert.equal(withAgent("", agent, false, true), '--require "/opt/a b/agent.cjs"', "which others may find");
  assert.equal(withAgent("--no-warnings", agent, true), `--no-warnings ${ours} --import file:///opt/a%20b/gate.mjs`);
});

test("withoutAgent gives back what withAgent was given, also when more was added behind", () => {
  const option = fc.constantFrom(
    "--no-warnings",
    "--import file:///x.mjs",
    "--max-old-space-size=100",
    '--require "/b c.cjs"',
  );
  fc.assert(
    fc.property(fc.array(option), fc.array(option), fc.boolean(), fc.boolean(), (own, added, hold, others) => {
      const all = [withAgent(own.join(" "), agent, hold, others), ...added].join(" ");
      assert.equal(withoutAgent(all, agent), [...own, ...added].join(" "));
    }),
  );
});
