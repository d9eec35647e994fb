import { TextDocument } from "vscode-languageserver-textdocument";
import { parseDocument } from "yaml";
import { completionsAt } from "../language/completion.ts";
import { diagnosticOf } from "../language/diagnostics.ts";
import { readerOf } from "../language/place.ts";
import { prepareStudy, studySpec } from "../spec/index.ts";
import { type Figure, median } from "./figures.ts";

/**
 * A spec with so many listed children, one of which is being written: from the text to its diagnostics and to what may stand at
 * the cursor, as the language server does both; below the root, below a supervisor, and in JSON. The floor is one full YAML parse of the same text.
 */
export async function specBench(children: number, rounds: number): Promise<Figure[]> {
  const many = Array.from({ length: children }, (_, n) => child(n));
  return [
    ...form(`spec ${children}`, "yaml", yaml(many, ""), rounds),
    ...form(`spec ${children} below a supervisor`, "yaml", yaml(many, "    "), rounds),
    ...form(`spec ${children} in JSON`, "json", JSON.stringify({ name: "bench", children: many }, null, 2), rounds),
  ];
}

function form(name: string, languageId: "yaml" | "json", text: string, rounds: number): Figure[] {
  const document = TextDocument.create(`file:///supertree.${languageId}`, languageId, 0, text);
  const waits: number[] = [];
  const opened = time(() => {
    const steps = prepareStudy(text, readerOf(text));
    for (let done = false; !done; )
      waits.push(
        time(() => {
          done = steps.next().done === true;
        }),
      );
    waits.push(time(() => judge(text, languageId)));
  });
  const range = (from: number, to: number) => ({ start: document.positionAt(from), end: document.positionAt(to) });
  const all = Array.from({ length: rounds }, (_, round) => {
    const at = text.indexOf("--n", text.length / 2);
    const change = { range: range(at, at + 3 + round), text: `--${"m".repeat(round + 2)}` };
    TextDocument.update(document, [change], round + 1);
    const now = document.getText();
    const position = document.positionAt(now.indexOf("restart", now.indexOf("--m")) + 4);
    const judged = time(() => judge(now, languageId));
    const completed = time(() => completionsAt(document, position));
    return { judged, completed, floor: time(() => parseDocument(now)) };
  });
  const of = (key: "judged" | "completed" | "floor") => median(all.map((one) => one[key]));
  const figure = (what: string, value: number): Figure => ({
    name: `${name}: ${what}`,
    value,
    unit: "ms",
    floor: of("floor"),
    peer: null,
  });
  return [
    figure("opened → diagnostics", opened),
    figure("longest wait for others meanwhile", Math.max(...waits)),
    figure("keystroke → diagnostics", of("judged")),
    figure("completion", of("completed")),
  ];
}

function judge(text: string, format: "yaml" | "json"): unknown {
  return studySpec(text, format, readerOf(text)).problems.map((problem) => diagnosticOf(problem));
}

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function child(n: number) {
  const port = n + 1000;
  return {
    id: `worker-${n}`,
    run: `node worker.js --n ${n}`,
    env: { PORT: String(port) },
    ready: { port },
    plan: ["restart", { restart: "5s" }, "stop"],
  };
}

function yaml(children: readonly ReturnType<typeof child>[], indent: string): string {
  const group = indent === "" ? "" : "  - id: group\n    supervisor: {}\n    children:\n";
  const items = children.map(
    ({ id, run, env, ready }) => `  - id: ${id}
    run: ${run}
    env: { PORT: "${env.PORT}" }
    ready: { port: ${ready.port} }
    plan: [restart, { restart: 5s }, stop]
`,
  );
  return `name: bench\nchildren:\n${group}${items.join("").replace(/^/gm, indent).trimEnd()}\n`;
}
