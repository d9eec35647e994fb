import type { Scenario } from "../scenario.ts";

/** Questions about processes, at every moment. */
export const questions: readonly Scenario[] = [
  {
    name: "get_pid of a child that runs, waits, is down, is gone",
    tree: "one_for_one: a plan=wait,delete | b plan=wait",
    script:
      "get_pid a; a exits 1; get_pid a; restart_child a; get_pid a; terminate_child b; get_pid b; a exits 1; get_pid a",
  },
  {
    name: "get_pid while its restart is due",
    tree: "one_for_one: a plan=100",
    script: "a exits 1; get_pid a; wait 200; get_pid a",
    differs:
      "director answers `restarting` instead of a pid; here no process is no process, and which_children says why.",
  },
  {
    name: "get_pids",
    tree: "one_for_one: a plan=wait | b plan=200 | c plan=restart",
    script: "get_pids t; a exits 1; get_pids t; b exits 1; c exits 1; get_pids t; wait 300; get_pids t",
  },
  {
    name: "get_pids of nobody",
    tree: "one_for_one: a plan=wait",
    script: "a exits 1; get_pids t; delete_child a; get_pids t",
  },
  { name: "get_pid of nobody", tree: "one_for_one:", script: "get_pid x; get_childspec x" },
  {
    name: "get_pid of a supervisor",
    tree: "one_for_one: d(one_for_one: e plan=wait) plan=wait",
    script: "get_pid d; get_pid d/e; get_pids d; get_pids t",
    differs: "director's supervisors are processes; here they live in the runtime and have none of their own.",
  },
  {
    name: "get_childspec after change_plan",
    tree: "one_for_one: a plan=restart,100 x3 stop=200",
    script: "a exits 1; get_childspec a; change_plan a wait,stop:bored; get_childspec a",
  },
];
