import type { Command, CommandName } from "./commands.ts";

/** What a client's token lets it do, each with all that those before it may: look; debug; everything. */
export const roles = ["read-only", "debug", "operate"] as const;
export type Role = (typeof roles)[number];

/**
 * The least role for each command. Nothing here is a default: a command that is new has to say what it takes.
 * To debug is to run any code in a process, and to operate is to run any program on the node's machine.
 */
const least = {
  status: "read-only",
  watch_tree: "read-only",
  logs: "read-only",
  watch_metrics: "read-only",
  unwatch_metrics: "read-only",
  reports: "read-only",
  history: "read-only",
  trace: "read-only",
  traces: "read-only",
  trace_spans: "read-only",
  spans_of: "read-only",
  watch_traces: "read-only",
  rehearse: "read-only",
  which_children: "read-only",
  count_children: "read-only",
  get_childspec: "read-only",
  check_childspecs: "read-only",
  get_pid: "read-only",
  get_pids: "read-only",
  get_default_childspec: "read-only",
  get_plan: "read-only",
  get_count: "read-only",
  modules: "read-only",
  debug: "debug",
  undebug: "debug",
  release: "debug",
  start_child: "operate",
  restart_child: "operate",
  terminate_child: "operate",
  delete_child: "operate",
  scale: "operate",
  become_supervisor: "operate",
  change_strategy: "operate",
  change_intensity: "operate",
  change_default_childspec: "operate",
  change_plan: "operate",
  change_count: "operate",
  restart: "operate",
  stop: "operate",
  kill: "operate",
  signal: "operate",
  hold: "operate",
  reload: "operate",
  rollback: "operate",
  rolling_restart: "operate",
  shutdown: "operate",
  upgrade: "operate",
  start_tree: "operate",
} as const satisfies Record<CommandName, Role>;

/** What it takes to give this command. To end what `hold` began is a hand on the tree, to let go on what a debugger held is not. */
export function leastRole(command: Command): Role {
  if (command.name === "release" && command.params.incarnation === undefined) return "operate";
  return least[command.name];
}

/** Whether `role` may do what takes `wanted`. */
export function covers(role: Role, wanted: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(wanted);
}
