import type { Snapshot, TreeNode } from "../../wire/index.ts";
import { stateLook } from "../tree/look.ts";

/** A tree as a Mermaid flowchart: `n1(["fleet<br>rest_for_one, running"]) --> n2["api<br>running"]`. */
export function mermaidOf({ nodes }: Snapshot): string {
  const names = new Map(nodes.map(({ path }, index) => [path, `n${index + 1}`]));
  const lines = nodes.flatMap((node) => {
    const name = names.get(node.path);
    const parent = node.parent === null ? undefined : names.get(node.parent);
    return [`  ${name}${boxOf(node)}`, ...(parent === undefined ? [] : [`  ${parent} --> ${name}`])];
  });
  return `${["flowchart LR", ...lines].join("\n")}\n`;
}

function boxOf(node: TreeNode): string {
  const { word } = stateLook[node.state];
  const text = quoted(`${node.id}<br>${node.kind === "supervisor" ? `${node.strategy}, ` : ""}${word}`);
  return node.kind === "supervisor" ? `(["${text}"])` : `["${text}"]`;
}

/** Mermaid ends a text at a quotation mark, and takes what stands after a hash for a character's number. */
function quoted(text: string): string {
  return text.replaceAll("#", "#35;").replaceAll('"', "#quot;");
}
