import { existsSync } from "node:fs";
import { adapter } from "../test/adapter/dap.ts";
import { crowdBench } from "./crowd.ts";
import { attachedBench, breakpointBench, debugBench } from "./debug.ts";
import { asJson, asText, type Figure } from "./figures.ts";
import { massBench } from "./mass.ts";
import { panelBench, panelMemory } from "./panel/main.ts";
import { planSteps } from "./plan-steps.ts";
import { reloadBench, reloadMemory } from "./reload.ts";
import { reloadCall } from "./reload-call.ts";
import { reloadStart } from "./reload-start.ts";
import { restartBench } from "./restart.ts";
import { specBench } from "./spec.ts";
import { undebuggedBench } from "./undebugged.ts";
import { viewBench } from "./view.ts";

// `npm run bench [-- NAME …] [--json]`: each figure with its ratio to the floor that was measured in the same run.

const benches: Record<string, () => Promise<Figure[]>> = {
  "reload-50": () => reloadBench(50, 7),
  "reload-memory": () => reloadMemory(200),
  "reload-call": () => reloadCall(),
  "reload-start": () => reloadStart(9),
  "debug-20": () => debugBench(20, 3, "port"),
  "debug-50": () => debugBench(50, 3, "port"),
  "debug-50-agent": () => debugBench(50, 3, "agent"),
  "debug-200": () => breakpointBench(200, 2),
  "debug-500": () => attachedBench(500),
  undebugged: () => undebuggedBench(20),
  "plan-steps": async () => planSteps([10, 1000, 100_000], 7),
  "spec-5000": () => specBench(5000, 9),
  "panel-10000": () => panelBench(10_000, 5, 10),
  "panel-memory": () => panelMemory(10_000, 10),
  "view-10000": () => viewBench(10_000, 21),
  "crowd-5000": () => crowdBench(5000, 9),
  restart: () => restartBench(30),
  "mass-1000": () => massBench(1000),
  "mass-5000": () => massBench(5000),
};

const words = process.argv.slice(2);
const print = words.includes("--json") ? asJson : asText;
const names = words.filter((word) => word !== "--json");
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}; these are: ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}
if (!existsSync(adapter)) {
  console.error("The bench runs what dist/ holds, and there is nothing: npm run build comes first.");
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  for (const figure of await bench()) console.log(print(figure));
}
process.exit(); // pm2's client goes on looking for the daemon that it has ended itself
