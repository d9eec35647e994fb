import type { TreeNode } from "../../wire/index.ts";
import { reasonText } from "../../words/index.ts";
import { lifeText } from "./plan.ts";
import { stateText } from "./state.ts";

/** A tree as box lines: each child with its state, its process, and what its next exit leads to. */
export function drawTree(nodes: readonly TreeNode[]): string {
  const branches = nodes.map((node) => ({ node, label: `${stem(nodes, node)}${node.id}` }));
  const width = Math.max(...branches.map(({ label }) => label.length));
  return branches.map(({ node, label }) => `${label.padEnd(width)}  ${describe(node)}`.trimEnd()).join("\n");
}

/** `│  ├─ `: a line for every ancestor that has a later sibling, then the node's own corner. */
function stem(nodes: readonly TreeNode[], node: TreeNode): string {
  if (node.parent === null) return "";
  const lines: string[] = [isLast(nodes, node) ? "└─ " : "├─ "];
  for (let above = find(nodes, node.parent); above && above.parent !== null; above = find(nodes, above.parent)) {
    lines.unshift(isLast(nodes, above) ? "   " : "│  ");
  }
  return lines.join("");
}

function find(nodes: readonly TreeNode[], path: string): TreeNode | undefined {
  return nodes.find((node) => node.path === path);
}

function isLast(nodes: readonly TreeNode[], node: TreeNode): boolean {
  return nodes.findLast((other) => other.parent === node.parent) === node;
}

function describe(node: TreeNode): string {
  const words: string[] = [stateText(node)];
  if (node.kind === "supervisor") words.push(node.dynamic ? `${node.strategy}, dynamic` : node.strategy);
  else words.push(node.pid === null ? `#${node.incarnation}` : `#${node.incarnation} pid ${node.pid}`);
  if (node.parent !== null) words.push(lifeText(node));
  if (node.restarts > 0) words.push(node.restarts === 1 ? "1 restart" : `${node.restarts} restarts`);
  if (node.lastExit && node.state !== "running") words.push(`last exit: ${reasonText(node.lastExit.reason)}`);
  return words.join(" · ");
}
