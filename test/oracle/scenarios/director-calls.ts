import type { Scenario } from "../scenario.ts";

const stillRestarting = "director goes on showing the child as restarting although nothing is due; here it waits.";

/** Calls at every moment, changed plans, supervisors below supervisors. */
export const calls: readonly Scenario[] = [
  {
    name: "terminate while its restart is due",
    tree: "one_for_one: a plan=100",
    script: "a exits 1; terminate_child a; show; wait 200",
  },
  {
    name: "restart while its restart is due",
    tree: "one_for_one: a plan=200",
    script: "a exits 1; restart_child a; wait 300",
  },
  {
    name: "terminate, then restart, while its restart is due",
    tree: "one_for_one: a plan=200",
    script: "a exits 1; terminate_child a; restart_child a; wait 300",
  },
  {
    name: "delete while its restart is due",
    tree: "one_for_one: a plan=100",
    script: "a exits 1; delete_child a; wait 200",
  },
  {
    name: "start_child while its restart is due",
    tree: "one_for_one: a plan=100",
    script: "a exits 1; start_child t a plan=restart; wait 200",
  },
  {
    name: "delete while it waits",
    tree: "one_for_one: a plan=wait | b plan=wait",
    script: "a exits 1; delete_child a; restart_child a",
  },
  {
    name: "terminate while it waits",
    tree: "one_for_one: a plan=wait",
    script: "a exits 1; terminate_child a; restart_child a",
  },
  {
    name: "restart while it waits fails",
    tree: "one_for_one: a plan=wait",
    script: "a exits 1; a fails 1; restart_child a; show; restart_child a",
  },
  {
    name: "restart by hand keeps the plan's place",
    tree: "one_for_one: a plan=wait,stop:bored",
    script: "a exits 1; restart_child a; a exits 1",
  },
  {
    name: "terminate is no exit for the plan",
    tree: "one_for_one: a plan=restart,stop:bored",
    script: "terminate_child a; restart_child a; a exits 1; show; a exits 1",
  },
  {
    name: "calls for a child that runs",
    tree: "one_for_one: a plan=wait",
    script: "restart_child a; delete_child a; start_child t a plan=wait; count_children t",
  },
  {
    name: "calls for a child that is not there",
    tree: "one_for_one: a plan=wait",
    script: "restart_child x; delete_child x; terminate_child x; change_plan x restart",
  },
  {
    name: "calls for a child that is down",
    tree: "one_for_one: a plan=wait | b plan=wait",
    script: "terminate_child a; terminate_child a; start_child t a plan=wait; count_children t; delete_child a",
  },
  {
    name: "start_child that fails leaves nothing",
    tree: "one_for_one: a plan=wait",
    script: "x fails 1; start_child t x plan=restart; start_child t x plan=restart; x exits 1",
  },
  { name: "terminate, then kill", tree: "one_for_one: a plan=wait stop=100", script: "a is deaf; stop; wait 300" },
  { name: "brutal kill", tree: "one_for_one: a plan=wait stop=0", script: "stop" },

  {
    name: "change_plan while it runs",
    tree: "one_for_one: a plan=stop",
    script: "change_plan a restart,wait; a exits 1; a exits 1",
  },
  {
    name: "change_plan in the middle of a plan",
    tree: "one_for_one: a plan=restart,wait",
    script: "a exits 1; change_plan a restart,stop:bored; a exits 1; a exits 1",
  },
  {
    name: "change_plan after its last run",
    tree: "one_for_one: a plan=restart",
    script: "a exits 1; change_plan a restart,100; a exits 1; a exits 1; wait 200; a exits 1",
  },
  {
    name: "change_plan while it waits",
    tree: "one_for_one: a plan=wait",
    script: "a exits 1; change_plan a restart; show; restart_child a; a exits 1; a exits 1",
  },
  {
    name: "change_plan while its restart is due",
    tree: "one_for_one: a plan=100",
    script: "a exits 1; change_plan a stop:bored; show; wait 200; a exits 1",
  },
  {
    name: "change_plan while it is down",
    tree: "one_for_one: a plan=restart",
    script: "terminate_child a; change_plan a wait; restart_child a; a exits 1",
  },
  {
    name: "change_plan keeps the count",
    tree: "one_for_one: a plan=stop x2",
    script: "change_plan a restart; a exits 1; a exits 1; a exits 1",
  },
  {
    name: "change_plan with count 0",
    tree: "one_for_one: a plan=restart x0",
    script: "change_plan a restart,wait; a exits 1",
  },
  { name: "change_plan to the empty plan", tree: "one_for_one: a plan=restart", script: "change_plan a ; a exits 1" },
  {
    name: "change_plan from the empty plan",
    tree: "one_for_one: a plan=",
    script: "change_plan a restart; a exits 1; a exits 1",
  },
  {
    name: "change_plan before a failed start",
    tree: "one_for_one: a plan=100",
    script: "a fails 1; a exits 1; change_plan a wait; wait 200; restart_child a",
  },
  {
    name: "change_plan does not forget the restarts",
    tree: "one_for_one: a plan=restart",
    script: "a exits 1; change_plan a when(restarts>=2>wait;>restart); a exits 1",
  },

  {
    name: "a supervisor's plan decides when it ends",
    tree: "one_for_one: a plan=wait | d(one_for_one: e plan=restart) plan=restart,wait",
    script: "d/e exits 1; d/e exits 1; d/e exits 1; d/e exits 1",
  },
  {
    name: "a supervisor that starts again begins its plans anew",
    tree: "one_for_one: d(one_for_one: e plan=restart,stop) plan=restart",
    script: "d/e exits 1; d/e exits 1; d/e exits 1; d/e exits 1",
  },
  {
    name: "a supervisor is started again later",
    tree: "one_for_one: d(one_for_one: e plan=stop | f plan=wait) plan=100",
    script: "d/e exits 1; show; wait 200",
  },
  {
    name: "a supervisor's reason is seen above",
    tree: "one_for_one: d(one_for_one: e plan=stop) plan=when(code=3>wait;>delete)",
    script: "d/e exits 3",
  },
  {
    name: "a supervisor's end by its plan is an error above",
    tree: "one_for_one: d(one_for_one: e plan=restart) plan=when(reason=error>wait;>delete)",
    script: "d/e exits 1; d/e exits 1",
  },
  {
    name: "escalation through two levels",
    tree: "one_for_one: d(one_for_one: e(one_for_one: f plan=stop:deep) plan=stop) plan=stop",
    script: "d/e/f exits 1",
  },
  {
    name: "a supervisor whose children never start again",
    tree: "one_for_one: d(one_for_one: e plan=stop) plan=100,wait",
    script: "d/e fails; d/e exits 1; wait 300",
    differs: stillRestarting,
  },
  {
    name: "a restart by hand of a supervisor",
    tree: "one_for_one: d(one_for_one: e plan=restart) plan=wait",
    script: "terminate_child d; show; restart_child d",
  },
];
