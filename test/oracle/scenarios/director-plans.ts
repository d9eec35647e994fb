import { defaultPlan, type Scenario } from "../scenario.ts";

const elements = ["restart", "100", "wait", "delete", "stop", "stop:bored"];
const counts = ["x0", "x1", "x2", "x∞"];
const pairable = [...elements, "when(code=1>restart;>wait)"];

/** Exits until a plan of one or two elements is over, with somebody who restarts what waits. */
const thrice = "a exits 1; wait 200; restart_child a; a exits 2; wait 200; restart_child a; a exits 3";

/** Every element with every count, every plan of two elements, plans that look at the exit. */
export const plans: readonly Scenario[] = [
  ...elements.flatMap((element) =>
    counts.map((count) => ({
      name: `${element} ${count}`,
      tree: `one_for_one: a plan=${element} ${count}`,
      script: thrice,
    })),
  ),
  ...pairable.flatMap((first) =>
    pairable.map((second) => ({
      name: `${first}, then ${second}`,
      tree: `one_for_one: a plan=${first},${second} | b plan=wait`,
      script: thrice,
    })),
  ),
  ...counts.map((count) => ({
    name: `the empty plan ${count}`,
    tree: `one_for_one: a plan= ${count}`,
    script: "a exits normal",
  })),
  {
    name: "three elements, twice",
    tree: "one_for_one: a plan=restart,100,stop x2",
    script: "a exits 1; a exits 2; wait 200; a exits 3",
  },
  {
    name: "a long plan with waits",
    tree: "one_for_one: a plan=restart,wait,100,wait x2",
    script:
      "a exits 1; a exits 1; restart_child a; a exits 1; wait 200; a exits 1; restart_child a; a exits 1; a exits 1; show",
  },
  ...["normal", "shutdown", "1", "SIGKILL"].flatMap((reason) => [
    {
      name: `the default plan, exit ${reason}`,
      tree: `one_for_one: a plan=${defaultPlan} | b plan=restart`,
      script: `a exits ${reason}`,
    },
    { name: `restart after exit ${reason}`, tree: "one_for_one: a plan=restart", script: `a exits ${reason}` },
    { name: `stop after exit ${reason}`, tree: "one_for_one: a plan=stop", script: `a exits ${reason}` },
  ]),
  {
    name: "the default plan runs once",
    tree: `one_for_one: a plan=${defaultPlan}`,
    script: "a exits 1; a exits 1",
  },

  ...["3", "4", "5", "SIGKILL", "normal"].map((reason) => ({
    name: `when, exit ${reason}`,
    tree: "one_for_one: a plan=when(code=3/4>wait;signal=SIGKILL>100;reason=normal>delete;>restart) x∞ | b plan=restart",
    script: `a exits ${reason}; show; wait 200; a exits 5`,
  })),
  {
    name: "when, by the number of restarts",
    tree: "one_for_one: a plan=when(restarts<=2>restart;restarts>=4>stop:enough;>100) x∞",
    script: "a exits 1; a exits 1; a exits 1; wait 200; a exits 1",
  },
  {
    name: "when, restarts count on over elements",
    tree: "one_for_one: a plan=restart,restart,when(restarts>=3>wait)",
    script: "a exits 1; a exits 1; a exits 1",
  },
  { name: "when, no clause holds", tree: "one_for_one: a plan=when(code=3>wait) | b plan=wait", script: "a exits 1" },
  ...["throws", "nothing", "itself"].map((name) => ({
    name: `a function that answers: ${name}`,
    tree: `one_for_one: a plan=fn:${name}`,
    script: "a exits 1",
  })),
];
