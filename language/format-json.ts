import { isMap, isNode, isPair, isScalar, isSeq } from "yaml";

/** JSON in its usual form: what is on one line stays on one line, anything else has a line for each entry. Words stay as they are written. */
export function formattedJson(text: string, contents: unknown, indent: number): string {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const write = (node: unknown, margin: string): string => {
    if (isPair(node)) return `${write(node.key, margin)}: ${write(node.value, margin)}`;
    if (isScalar(node)) return text.slice(node.range?.[0], node.range?.[1]);
    if (!isMap(node) && !isSeq(node)) return "null";
    const [open, close] = isMap(node) ? ["{", "}"] : ["[", "]"];
    const items: readonly unknown[] = node.items;
    if (items.length === 0) return open + close;
    const inner = margin + " ".repeat(indent);
    const oneLine = !text.slice(node.range?.[0], node.range?.[1]).includes("\n");
    const written = items.map((item) => write(item, inner));
    if (oneLine) return isMap(node) ? `{ ${written.join(", ")} }` : `[${written.join(", ")}]`;
    const lines = written.map((item, index) => (parted(text, items[index]) ? lineEnd : "") + inner + item);
    return `${open}${lineEnd}${lines.join(`,${lineEnd}`)}${lineEnd}${margin}${close}`;
  };
  return write(contents, "") + lineEnd;
}

/** Whether a blank line stands before an entry. */
function parted(text: string, item: unknown): boolean {
  const first = isPair(item) ? item.key : item;
  return isNode(first) && /\n[ \t]*\r?\n\s*$/.test(text.slice(0, first.range?.[0]).slice(-200));
}
