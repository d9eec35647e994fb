import type { Findings, Place } from "./findings.ts";
import type { Command } from "./model.ts";
import type { Fill } from "./placeholder.ts";
import { joinWords, shellSyntax, splitWords } from "./words.ts";

/** A command as it is written: a text to be split, or its words. */
export type CommandDocument = string | string[];

/**
 * A program with its arguments, its placeholders filled in; null, and reported, when there is nothing to run.
 * `key` is what it is written under, for the sentences; `more` are further words with their own place.
 */
export function commandOf(
  written: CommandDocument,
  key: "run" | "command",
  place: Place,
  fillAt: Fill,
  found: Findings,
  more: { words: readonly string[]; place: Place } = { words: [], place },
): Command | null {
  const text = typeof written === "string" ? written : joinWords(written);
  const words = typeof written === "string" ? splitWords(written) : written;
  if (words === null) {
    found.add("open_quote", place, "a quote is opened and not closed; close it, or write the words as a list");
    return null;
  }
  if (words.length === 0 || words[0] === "") {
    found.add("missing_run", place, `there is no program in \`${key}\`; write e.g. \`${examples[key]}\``);
    return null;
  }
  const shell = typeof written === "string" ? shellSyntax(written) : null;
  if (shell !== null) {
    const message = `\`${shell}\` is passed on as it is, since no shell is involved; write sh -c '…', and variables under \`env\``;
    found.add("shell_syntax", place, message);
  }
  return {
    text: fillAt([text, ...(more.words.length > 0 ? [joinWords(more.words)] : [])].join(" "), place),
    words: [...words.map((word) => fillAt(word, place)), ...more.words.map((word) => fillAt(word, more.place))],
  };
}

const examples = { run: "run: node app.ts", command: "command: curl -f http://127.0.0.1:8080/health" };
