import { torture } from "./torture.ts";

// `npm run torture [-- SEED [port|agent]]`: 100 processes for two minutes; ends with code 1 where anything was missed or kept.

const [seed = String(Date.now() % 1_000_000), transport = "port"] = process.argv.slice(2);
if (!/^\d+$/.test(seed) || (transport !== "port" && transport !== "agent")) {
  console.error("usage: npm run torture -- [SEED [port|agent]]");
  process.exit(2);
}
console.log(`seed ${seed}, ${transport}`);
const { missed, memory, ...counts } = await torture({
  processes: 100,
  seconds: 120,
  seed: Number(seed),
  transport,
  everyMs: 2_000,
});
console.log(JSON.stringify({ ...counts, missed: missed.length, memory }));
for (const { pid, line, at } of missed.slice(0, 20)) console.log(`missed: process ${pid} passed #${line} at ${at}`);
/** Megabytes that a heap may come and go by. */
const breathing = 40;
const isFlat = memory.late < memory.early + breathing;
if (!isFlat) console.log(`the adapter grew from ${memory.early} to ${memory.late} MB`);
process.exit(missed.length === 0 && isFlat ? 0 : 1);
