#!/usr/bin/env node
/** The `supertree` command. Every subcommand is one file; this is the table of contents. */
import { Command } from "commander";
import { add, adopt } from "./commands/add.ts";
import { dap, lsp } from "./commands/beside.ts";
import { check } from "./commands/check.ts";
import { children, count, pid } from "./commands/children.ts";
import { down } from "./commands/down.ts";
import { deleteChild, hold, kill, release, restart, scale, signal, start, stop, terminate } from "./commands/hands.ts";
import { logs } from "./commands/logs.ts";
import { modules } from "./commands/modules.ts";
import { plan } from "./commands/plan.ts";
import { ps } from "./commands/ps.ts";
import { reload, rollback } from "./commands/reload.ts";
import { reports } from "./commands/reports.ts";
import { simulate } from "./commands/simulate.ts";
import { spec } from "./commands/spec.ts";
import { status } from "./commands/status.ts";
import { intensity, strategy } from "./commands/supervisor.ts";
import { trace } from "./commands/trace.ts";
import { traces } from "./commands/traces.ts";
import { tree } from "./commands/tree.ts";
import { up } from "./commands/up.ts";
import { upgrade } from "./commands/upgrade.ts";
import { whatif } from "./commands/whatif.ts";
import { write } from "./commands/write.ts";
import { exitCodeOf, tell } from "./failure.ts";
import { endAfterModule } from "./spec-file.ts";

declare const SUPERTREE_VERSION: string;

const commands = [
  up,
  down,
  status,
  ps,
  tree,
  children,
  count,
  pid,
  start,
  stop,
  terminate,
  restart,
  add,
  adopt,
  deleteChild,
  kill,
  signal,
  hold,
  release,
  scale,
  strategy,
  intensity,
  plan,
  spec,
  write,
  logs,
  reports,
  trace,
  traces,
  reload,
  rollback,
  modules,
  check,
  simulate,
  upgrade,
  whatif,
  dap,
  lsp,
];

/** `supertree ps | head` closes our output early: that ends the command, without a complaint. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const program = new Command("supertree")
  .description("Start a program's processes as a supervision tree, look at it and change it while it runs.")
  .version(SUPERTREE_VERSION)
  .exitOverride()
  .configureOutput({ outputError: () => {} }); // `tell` says it once, in the form that was asked for
for (const add of commands) add(program);

program
  .parseAsync()
  .catch((error: unknown) => {
    tell(error, process.argv.includes("--json"));
    process.exitCode = exitCodeOf(error);
  })
  .finally(endAfterModule);
