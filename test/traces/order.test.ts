import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder } from "../../traces/index.ts";
import { idOf, span } from "./spans.ts";

/** `4 1>2` (span 4, then 1 with 2 below it) → the lines of the tree. */
function check(text: string, expected: string) {
  const spans = text.split(" ").map((each) => {
    const [parent, own] = each.includes(">") ? each.split(">") : [null, each];
    return span(Number(own), { parent: parent ? idOf(Number(parent)) : null });
  });
  const lines = inOrder(spans).map(({ span, depth }) => `${"-".repeat(depth)}${Number.parseInt(span.id, 16)}`);
  assert.equal(lines.join(" "), expected, text);
}

test("parents come before their children, each by its begin", () => {
  check("4 1 1>3 1>2", "1 -2 -3 4");
  check("2>3 1>2 1", "1 -2 --3");
});

test("a span whose parent is not there stands at the top; circles and ids that come twice are shown, too", () => {
  check("9>2 1", "1 2");
  check("1>1 2", "1 2");
  check("2>1 1>2 3", "3 1 2");
  check("1 1", "1 1");
});
