import { prettifyError } from "zod";
import { type ToPanel, toPanel } from "../wire/index.ts";

export type Decoded = { ok: true; message: ToPanel } | { ok: false; problem: string };

/** Reads a message of the extension; one that is not of the wire becomes a sentence to show, and changes nothing else. */
export function decode(data: unknown): Decoded {
  const parsed = toPanel.safeParse(data);
  if (parsed.success) return { ok: true, message: parsed.data };
  return {
    ok: false,
    problem: `The extension sent a message that this panel does not understand (${nameOf(data)}): ${oneLine(prettifyError(parsed.error))}. Reload the window; if it stays, update Supertree.`,
  };
}

function nameOf(data: unknown): string {
  if (typeof data !== "object" || data === null) return `a ${data === null ? "null" : typeof data}`;
  return "kind" in data && typeof data.kind === "string" ? `kind “${data.kind.slice(0, 40)}”` : "without a kind";
}

/** `✖ Invalid input → at nodes[0].state` and more such lines → the first two of them, as one line. */
function oneLine(pretty: string): string {
  const lines = pretty.split("\n").map((line) => line.replace(/^[✖\s]+/, "").trim());
  return lines.slice(0, 2).join(" ").slice(0, 240);
}
