import assert from "node:assert/strict";
import { parseSpec } from "../../spec/index.ts";
import { places } from "./render.ts";

/** The codes that the checks of this process have seen. */
export const seen = new Set<string>();

/** A spec and what is wrong with it: `line:column code`, one a line. */
export function check(text: string, expected: string, format: "yaml" | "json" = "yaml"): void {
  for (const { code } of parseSpec(text, format).problems) seen.add(code);
  assert.equal(places(text, format), expected.trim().replace(/\n\s+/g, "\n"));
}

/** The same for one child: its lines stand below `- id: a`, the first on line 4, at column 5. */
export function child(lines: string, expected: string): void {
  check(`name: t\nchildren:\n  - id: a\n${lines.replace(/^/gm, "    ")}`, expected);
}
