import assert from "node:assert/strict";
import { test } from "node:test";
import { mermaidOf } from "../../webview/export/mermaid.ts";
import { type Ink, svgOf } from "../../webview/export/svg.ts";
import { noFilter, viewOf } from "../../webview/model.ts";
import { initial } from "../../webview/state.ts";
import { draw } from "../../webview/tree/drawing.ts";
import { update } from "../../webview/update.ts";
import { fleet, now, snapshot, supervisor, worker } from "./trees.ts";

const tone = { good: "green", busy: "blue", paused: "yellow", held: "purple", warn: "orange", bad: "red", off: "grey" };
const ink: Ink = { paper: "white", text: "black", quiet: "grey", tone };

test("as Mermaid: supervisors are round, what would end a text is written otherwise", () => {
  const tree = snapshot(supervisor("t", 0), worker('t/a "b" #1', 1, { state: "failed" }));
  assert.equal(
    mermaidOf(tree),
    'flowchart LR\n  n1(["t<br>one_for_one, running"])\n  n2["a #quot;b#quot; #35;1<br>failed"]\n  n1 --> n2\n',
  );
});

test("as SVG: one box a card as it is drawn, one line a link, no text that is markup", () => {
  const tree = snapshot(
    supervisor("t", 0),
    worker("t/<a>&", 1),
    ...fleet(12)
      .nodes.slice(5)
      .map((node) => ({ ...node, parent: "t" })),
  );
  const svg = svgOf(draw(viewOf(tree, noFilter, new Set())), ink);
  assert.equal(svg.match(/<g>/g)?.length, 3);
  assert.equal(svg.match(/<path /g)?.length, 2);
  assert.match(svg, />&lt;a&gt;&amp;<\/text>/);
  assert.match(svg, />device-\{n\} ×12<\/text>.*>12 running<\/text>/);
});

test("what is exported is a file that the person names", () => {
  const state = update(initial, { kind: "told", message: { kind: "tree", snapshot: fleet(2) }, at: now }).state;
  const names = (["SVG", "Mermaid", "JSON"] as const).map((format) => {
    const [post] = update(state, { kind: "exported", format, ink }).posts;
    return post?.kind === "save" && post.name;
  });
  assert.deepEqual(names, ["fleet.svg", "fleet.mmd", "fleet.json"]);
});
