import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type * as vscode from "vscode";
import { current, give, running } from "./activated.ts";
import { StandIn } from "./stand-in.ts";
import { fleet } from "./trees.ts";
import { editor, until } from "./vscode/editor.ts";

let far: StandIn | null = null;
afterEach(() => far?.remove());

/** A node of another machine; here it is one of this machine, whose address alone tells. */
async function farNode(): Promise<StandIn> {
  far = await StandIn.in(fleet());
  far.answers.status = () => ({
    pid: 1,
    url: "ws://127.0.0.1:1",
    version: "0",
    spec: "/srv/supertree.yaml",
    state: "running",
    role: "debug",
    remote: null,
  });
  await far.start();
  return far;
}

/** The rows of the view below the nodes' own, as `label · description`. */
function rows(): string[] {
  const provider = editor.treeView?.provider as vscode.TreeDataProvider<unknown> | undefined;
  if (!provider) return [];
  const item = (element: unknown) => provider.getTreeItem(element) as vscode.TreeItem;
  const text = (element: unknown) =>
    `${item(element).label} · ${item(element).description} · ${item(element).contextValue}`;
  const roots = (provider.getChildren() ?? []) as unknown[];
  return roots.flatMap((root) => [text(root), ...((provider.getChildren(root) ?? []) as unknown[]).map(text)]);
}

const seen = (wanted: RegExp) => until(() => rows().some((row) => wanted.test(row)), String(wanted));

async function added(): Promise<StandIn> {
  await running();
  const node = await farNode();
  await give("addNode", node.url, "", "secret", "lab");
  await seen(/^lab · 127\.0\.0\.1:\d+ · running/);
  return node;
}

test("a node is added by hand, its token kept secret, and stands beside the tree of this machine", async () => {
  const node = await added();
  assert.deepEqual(editor.settings.get("nodes"), [{ name: "lab", url: node.url }]);
  assert.ok(rows().some((row) => /^supertree\.yaml · local · running/.test(row)));
  assert.equal(rows().filter((row) => /^fleet · running/.test(row)).length, 2);
});

test("a node that is out of reach stays as it was last known, greyed, until it is back", async () => {
  const node = await added();
  const port = Number(new URL(node.url).port);
  await node.stop();
  await seen(/^lab · down; as it was last known/);
  assert.ok(rows().includes("fleet · running · rest_for_one · last known"));
  await node.start(port);
  await seen(/^lab · 127\.0\.0\.1:\d+ · running/);
  assert.ok(!rows().some((row) => row.endsWith("last known")));
});

test("all nodes are debugged at once, each in a session of its name; a node that is removed is gone with its token", async () => {
  await added();
  await give("debugAllNodes");
  const asked = editor.debugged.map((each) => each as Record<string, unknown>);
  assert.deepEqual(
    asked.map(({ request, node, spec }) => [request, node ?? spec]),
    [
      ["attach", current().specFile],
      ["attach", "lab"],
    ],
  );
  await give("removeNode", "lab");
  await until(() => !rows().some((row) => row.startsWith("lab")), "gone");
});
