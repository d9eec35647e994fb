import type { Scenario } from "../scenario.ts";

const inOrder = "Elixir stops all children at once; core stops them one after the other, the last started first.";

/** Elixir's `DynamicSupervisor`: children that come and go, at most so many. */
export const elixir: readonly Scenario[] = [
  ...["permanent", "transient", "temporary"].flatMap((restart) =>
    ["normal", "shutdown", "1"].map((reason) => ({
      name: `${restart}, exit ${reason}`,
      tree: `one_for_one max=5: a | b ${restart}`,
      script: `b exits ${reason}; count_children t`,
    })),
  ),
  { name: "its own default intensity, 3 within 5 s", tree: "one_for_one 3/5s max=5: a", script: exits(3) },
  { name: "one more exit than its default intensity", tree: "one_for_one 3/5s max=5: a", script: exits(4) },
  { name: "intensity 0", tree: "one_for_one 0/5s max=5: a", script: "a exits 1" },
  { name: "intensity of all children", tree: "one_for_one 1/5s max=5: a | b", script: "a exits 1; b exits 1" },
  {
    name: "no more than max children",
    tree: "one_for_one max=2: a | b temporary",
    script: "start_child t c; b exits normal; start_child t c; start_child t d",
  },
  { name: "max 0", tree: "one_for_one max=0:", script: "start_child t a" },
  {
    name: "start_child that fails leaves nothing",
    tree: "one_for_one max=1:",
    script: "a fails 1; start_child t a; count_children t; start_child t a",
  },
  { name: "two crash at the same moment", tree: "one_for_one 2/5s max=5: a | b", script: "a+b exit 1" },
  {
    name: "two crash where one restart is allowed",
    tree: "one_for_one 1/5s max=5: a | b",
    script: "a+b exit 1",
  },
  {
    name: "a failed restart is tried again",
    tree: "one_for_one 3/5s max=5: a | b",
    script: "a fails 1; a exits 1",
  },
  {
    name: "a child that never starts again ends it",
    tree: "one_for_one 2/5s max=5: a | b",
    script: "a fails; a exits 1",
  },
  { name: "stop", tree: "one_for_one max=5: a | b | c", script: "stop", differs: inOrder },
  { name: "stop with one child", tree: "one_for_one max=5: a", script: "stop" },
  {
    name: "terminate_child",
    tree: "one_for_one max=5: a | b",
    script: "terminate_child a; count_children t; terminate_child a",
  },
  { name: "terminate a child that is not there", tree: "one_for_one max=5: a", script: "terminate_child x" },
  {
    name: "terminate a temporary child",
    tree: "one_for_one max=5: a temporary | b",
    script: "terminate_child a; count_children t; terminate_child a",
  },
];

function exits(times: number): string {
  return Array.from({ length: times }, () => "a exits 1").join("; ");
}
