import type { Scenario } from "../scenario.ts";

const underWay =
  "OTP hears the call between two attempts, `restarting`; here the attempt is still under way, and a child that is being started counts as running.";
const goesOn =
  "OTP forgets the rest of the group with b, and c stays down until somebody starts it; here c, which was to start behind b, is started.";

/** The calls of OTP's `supervisor`, at every moment. */
export const otpCalls: readonly Scenario[] = [
  {
    name: "calls for a child that runs",
    tree: "one_for_one: a",
    script: "restart_child a; delete_child a; start_child t a; count_children t",
  },
  {
    name: "calls for a child that is down",
    tree: "one_for_one: a | b",
    script:
      "terminate_child a; count_children t; terminate_child a; start_child t a; restart_child a; count_children t",
  },
  {
    name: "calls for a child that is not there",
    tree: "one_for_one: a",
    script: "terminate_child x; restart_child x; delete_child x",
  },
  {
    name: "delete a child that is down, then start another of its name",
    tree: "one_for_one: a | b",
    script: "terminate_child a; delete_child a; show; delete_child a; start_child t a",
  },
  {
    name: "terminate a temporary child",
    tree: "one_for_one: a temporary",
    script: "terminate_child a; restart_child a",
  },
  {
    name: "start_child that fails leaves nothing",
    tree: "one_for_one: a",
    script: "x fails 1; start_child t x; show; start_child t x",
  },
  {
    name: "restart_child that fails",
    tree: "one_for_one: a",
    script: "terminate_child a; a fails 1; restart_child a; show; restart_child a",
  },
  {
    name: "count of workers and supervisors",
    tree: "one_for_one: a | b transient | d(one_for_one: e)",
    script: "b exits normal; count_children t; count_children d",
  },
  {
    name: "terminate and restart a supervisor",
    tree: "one_for_one: a | d(one_for_one: e | f)",
    script: "terminate_child d; show; restart_child d; d/e exits 1",
  },
  {
    name: "a terminated child stays down in one_for_one",
    tree: "one_for_one: a | b",
    script: "terminate_child a; b exits 1",
  },

  ...["terminate_child b", "start_child t b"].map((call) => ({
    name: `${call} while it is restarted and its start fails`,
    tree: "one_for_one 5/10s: a | b | c",
    script: `b fails 1; b exits 1 & ${call}`,
  })),
  ...["restart_child b", "delete_child b"].map((call) => ({
    name: `${call} while it is restarted and its start fails`,
    tree: "one_for_one 5/10s: a | b | c",
    script: `b fails 1; b exits 1 & ${call}`,
    differs: underWay,
  })),
  ...["one_for_all", "rest_for_one"].map((strategy) => ({
    name: `${strategy}, terminate_child of b while it is restarted and its start fails`,
    tree: `${strategy} 5/10s: a | b | c`,
    script: "b fails 1; b exits 1 & terminate_child b",
    differs: goesOn,
  })),
];
