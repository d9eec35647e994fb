import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect, findRuntime, startRuntime } from "../client/index.ts";
import { type Figure, median } from "./figures.ts";

const runtimeFile = fileURLToPath(new URL("../dist/runtime.cjs", import.meta.url));

/** Calls an exported function of another module a hundred million times, for the median of seven rounds; nanoseconds a call. */
const main = `
import { writeFileSync, writeSync } from "node:fs";
import { next, constant } from "./module.js";
const rounds = [];
for (let round = 0; round < 7; round++) {
  const began = process.hrtime.bigint();
  let sum = 0;
  for (let n = 0; n < 100_000_000; n++) sum = next(sum) + constant;
  rounds.push(Number(process.hrtime.bigint() - began) / 100_000_000 + (sum === -1 ? 1 : 0));
}
writeFileSync(process.argv[2], JSON.stringify(rounds));
writeSync(3, "ready\\n");
setInterval(() => {}, 1000);`;
const module = "export const constant = 1;\nlet step = 1;\nexport const next = (sum) => (sum + step) | 0;\n";

/** A call into a module that can be reloaded, against the same call into one that cannot. */
export async function reloadCall(): Promise<Figure[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "supertree-bench-")));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const child = (id: string, hot: boolean) => ({
    id,
    run: [process.execPath, "main.js", id],
    hot,
    ready: { fd: 3, timeout: "120s" },
  });
  write("package.json", '{ "type": "module" }');
  write("main.js", main);
  write("module.js", module);
  // One after the other: each waits until the one before is ready.
  write("supertree.json", JSON.stringify({ name: "bench", children: [child("plain", false), child("hot", true)] }));
  const specFile = join(folder, "supertree.json");
  await startRuntime({ specFile, runtimeFile });
  const found = await findRuntime(specFile);
  if (!found) throw new Error("the runtime has gone again");
  const client = await connect(found);
  try {
    for (;;) {
      const { state } = await client.call("status", {});
      if (state === "running") break;
    }
    const measured = (id: string) => median(JSON.parse(readFileSync(join(folder, id), "utf8")));
    const [floor, value] = [measured("plain"), measured("hot")];
    return [{ name: "a call into a module that can be reloaded", value, unit: "ns", floor, peer: null }];
  } finally {
    await client.call("shutdown", {});
    await client.closed;
    rmSync(folder, { recursive: true, force: true });
  }
}
