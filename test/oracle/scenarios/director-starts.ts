import type { Scenario } from "../scenario.ts";

const noSecondTry =
  "director tries a failed `restart` once more before its plan hears of it; here a restart that cannot start the child is itself an exit.";
const stillRestarting = "director goes on showing the child as restarting although nothing is due; here it waits.";
const noOrder = "director stops its children in the order of its hash table; core in reverse start order, as OTP.";

/** Starts that fail, at once and delayed; several children while one of them is to be restarted; the end of a supervisor. */
export const starts: readonly Scenario[] = [
  {
    name: "restart fails once",
    tree: "one_for_one: a plan=restart,wait",
    script: "a fails 1; a exits 1",
    differs: noSecondTry,
  },
  {
    name: "restart fails always",
    tree: "one_for_one: a plan=restart,wait",
    script: "a fails; a exits 1",
    differs: noSecondTry,
  },
  { name: "restart fails, twice", tree: "one_for_one: a plan=restart x∞", script: "a fails 2; a exits 1" },
  {
    name: "restart fails until its plan ends",
    tree: "one_for_one: a plan=restart x2",
    script: "a fails; a exits 1",
    differs: noSecondTry,
  },
  { name: "a delayed restart fails once", tree: "one_for_one: a plan=100", script: "a fails 1; a exits 1; wait 300" },
  {
    name: "a delayed restart fails, then restart",
    tree: "one_for_one: a plan=100,restart",
    script: "a fails 1; a exits 1; wait 300",
  },
  {
    name: "a delayed restart fails, then a longer one",
    tree: "one_for_one: a plan=100,200",
    script: "a fails 1; a exits 1; wait 150; show; wait 400",
  },
  {
    name: "a delayed restart fails, then delete",
    tree: "one_for_one: a plan=100,delete | b plan=wait",
    script: "a fails; a exits 1; wait 300",
  },
  {
    name: "a delayed restart fails, then stop",
    tree: "one_for_one: a plan=100,stop",
    script: "a fails; a exits 1; wait 300",
  },
  {
    name: "a delayed restart fails, then stop with a reason",
    tree: "one_for_one: a plan=100,stop:bored",
    script: "a fails; a exits 1; wait 300",
  },
  {
    name: "a delayed restart fails, then wait",
    tree: "one_for_one: a plan=100,wait",
    script: "a fails 1; a exits 1; wait 300; show; restart_child a",
    differs: stillRestarting,
  },
  {
    name: "a delayed restart fails until its plan ends",
    tree: "one_for_one: a plan=100 x3",
    script: "a fails; a exits 1; wait 600",
  },
  {
    name: "when, a failed start is an error",
    tree: "one_for_one: a plan=100,when(reason=error>delete) | b plan=wait",
    script: "a fails; a exits 1; wait 300",
  },
  ...["a", "b", "c"].map((failing) => ({
    name: `${failing} fails when the supervisor starts`,
    tree: "one_for_one: a plan=restart | b plan=restart | c plan=restart",
    script: `${failing} fails; start`,
  })),

  ...["a", "b", "c"].map((crashed) => ({
    name: `${crashed} crashes while b waits for its delayed restart`,
    tree: "one_for_one: a plan=restart | b plan=200 x∞ | c plan=100",
    script: `b exits 1; ${crashed} exits 1; show; wait 300`,
  })),
  {
    name: "two crash at the same moment",
    tree: "one_for_one: a plan=100 | b plan=restart",
    script: "a+b exit 1; wait 200",
  },
  {
    name: "two crash and the first ends the supervisor",
    tree: "one_for_one: a plan=stop | b plan=restart",
    script: "a+b exit 1",
  },
  {
    name: "two delayed restarts, the shorter first",
    tree: "one_for_one: a plan=300 | b plan=100",
    script: "a exits 1; b exits 1; wait 500",
  },
  {
    name: "it ends and stops the others",
    tree: "one_for_one: a plan=wait | b plan=stop | c plan=wait",
    script: "b exits 1",
  },
  {
    name: "it ends and stops many others",
    tree: "one_for_one: a plan=stop | fern plan=wait | moss plan=wait | b plan=wait",
    script: "a exits 1",
    differs: noOrder,
  },
  {
    name: "it ends while another's restart is due",
    tree: "one_for_one: a plan=200 | b plan=stop",
    script: "a exits 1; b exits 1; wait 300",
  },
  {
    name: "stop while a restart is due",
    tree: "one_for_one: a plan=100 | b plan=wait",
    script: "a exits 1; stop; wait 200",
  },
];
