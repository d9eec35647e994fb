/** Programs whose module is loaded anew, for tests of what becomes of its state. */
export const hot = new URL("../../dist/hot.js", import.meta.url).href;

/** Answers each line it reads with what `answer` of the other module makes of it; a line may take as long as it likes. */
export const asking = (module: string) => `
import { createInterface } from "node:readline";
import { answer } from "${module}";
for await (const line of createInterface({ input: process.stdin }))
  void Promise.resolve(answer(line)).then((text) => console.log(text), (error) => console.log("threw " + error.message));`;

/** Version 1 counts in a number, version 2 by line; both ways are there. `step` is what the module adds to a count. */
export function counting(
  version: 1 | 2,
  own: { step?: number; migrations?: string; schema?: string; more?: string } = {},
) {
  const { step = 1, schema = "undefined", more = "" } = own;
  const both =
    "{ 2: { up: (total) => ({ before: total }), down: (by) => Object.values(by).reduce((a, b) => a + b, 0) } }";
  const migrations = own.migrations ?? both;
  const counts = version === 1 ? "tally.value += step;" : "tally.value[line] = (tally.value[line] ?? 0) + step;";
  const total = version === 1 ? "tally.value" : "Object.values(tally.value).reduce((a, b) => a + b, 0)";
  return `
import { hot } from "${hot}";
const step = ${step};
const tally = hot.state("tally", {
  version: ${version},
  initial: () => ${version === 1 ? "0" : "({})"},
  migrations: ${version === 1 ? "{}" : migrations},
  schema: ${schema},
});
${more}
export function answer(line) {
  ${counts}
  return "v${version} " + ${total};
}
`;
}
