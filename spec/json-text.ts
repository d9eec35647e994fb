import { type Document, isCollection, isScalar, visit } from "yaml";

/** Where a text that YAML could read is no JSON; null when it is. */
export function jsonError(text: string, document: Document.Parsed): { at: number; message: string } | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(message)?.[1];
    const at = position === undefined ? (firstYamlForm(document) ?? 0) : Number(position);
    return {
      at,
      message: "this is no JSON; write keys and texts in double quotes, no comment and no comma at the end",
    };
  }
}

/** The offset of the first node in a form that YAML has and JSON has not. */
function firstYamlForm(document: Document.Parsed): number | null {
  let found: number | null = null;
  visit(document, {
    Node(_key, node) {
      const plain = isScalar(node) && node.type === "PLAIN" && typeof node.value === "string";
      const quoted = isScalar(node) && node.type === "QUOTE_SINGLE";
      const block = isCollection(node) && !node.flow;
      if (!plain && !quoted && !block && node.range) return undefined;
      found = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
