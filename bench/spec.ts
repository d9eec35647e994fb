import { TextDocument } from "vscode-languageserver-textdocument";
import { parseDocument } from "yaml";
import { completionsAt } from "../language/completion.ts";
import { diagnosticOf } from "../language/diagnostics.ts";
import { readerOf } from "../language/place.ts";
import { studySpec } from "../spec/index.ts";
import { type Figure, median } from "./figures.ts";

/**
 * A spec with so many listed children, one of which is being written: from the text to its diagnostics and to what may stand at
 * the cursor, as the language server does both. The floor is one full YAML parse of the same text.
 */
export async function specBench(children: number, rounds: number): Promise<Figure[]> {
  const text = `name: bench\nchildren:\n${Array.from({ length: children }, (_, n) => child(n)).join("")}`;
  const document = TextDocument.create("file:///supertree.yaml", "yaml", 0, text);
  const opened = time(() => judge(text));
  const edited = (round: number) => {
    const at = text.indexOf("--n", text.length / 2);
    const change = { range: range(at, at + 3 + round), text: `--${"m".repeat(round + 2)}` };
    TextDocument.update(document, [change], round + 1);
    return document.getText();
  };
  const range = (from: number, to: number) => ({ start: document.positionAt(from), end: document.positionAt(to) });
  const all = Array.from({ length: rounds }, (_, round) => {
    const now = edited(round);
    const cursor = now.indexOf("restart", now.indexOf("--m")) + 4;
    const position = document.positionAt(cursor);
    const judged = time(() => judge(now));
    const completed = time(() => completionsAt(document, position));
    return { judged, completed, floor: time(() => parseDocument(now)) };
  });
  const of = (key: "judged" | "completed" | "floor") => median(all.map((one) => one[key]));
  const figure = (name: string, value: number): Figure => ({ name, value, unit: "ms", floor: of("floor"), peer: null });
  return [
    figure(`spec ${children}: opened → diagnostics`, opened),
    figure(`spec ${children}: keystroke → diagnostics`, of("judged")),
    figure(`spec ${children}: completion`, of("completed")),
  ];
}

function judge(text: string): unknown {
  return studySpec(text, "yaml", readerOf(text)).problems.map((problem) => diagnosticOf(problem));
}

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function child(n: number): string {
  const port = n + 1000;
  return `  - id: worker-${n}
    run: node worker.js --n ${n}
    env: { PORT: "${port}" }
    ready: { port: ${port} }
    plan: [restart, { restart: 5s }, stop]
`;
}
