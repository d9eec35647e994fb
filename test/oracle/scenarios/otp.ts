import type { Scenario } from "../scenario.ts";

const finerClock =
  "OTP counts whole seconds of its clock, core milliseconds: a restart 1.5 s ago is not within a period of 1 s.";

const atOnce = "OTP tries a failed start again behind the exits it has heard meanwhile, core before them.";

/** Whether the one whose start fails is the first of both and takes the other not along. */
function isAlone(strategy: string, together: string, failing: string): boolean {
  if (!together.startsWith(failing)) return false;
  return strategy === "one_for_one" || (strategy === "rest_for_one" && together === "c+a");
}

/** OTP's `supervisor`: restart types, strategies, intensity, nesting, significant children. */
export const otp: readonly Scenario[] = [
  ...["permanent", "transient", "temporary"].flatMap((restart) =>
    ["normal", "shutdown", "1", "SIGKILL"].map((reason) => ({
      name: `${restart}, exit ${reason}`,
      tree: `one_for_one: a | b ${restart} | c`,
      script: `b exits ${reason}`,
    })),
  ),
  ...["one_for_one", "one_for_all", "rest_for_one"].flatMap((strategy) => [
    ...["a", "b", "c"].map((crashed) => ({
      name: `${strategy}, ${crashed} crashes`,
      tree: `${strategy}: a | b | c`,
      script: `${crashed} exits 1`,
    })),
    ...["a", "b", "c"].map((crashed) => ({
      name: `${strategy}, ${crashed} crashes and its first start fails`,
      tree: `${strategy} 5/10s: a | b | c`,
      script: `${crashed} fails 1; ${crashed} exits 1`,
    })),
    ...["a", "b", "c"].map((failing) => ({
      name: `${strategy}, a crashes and ${failing} fails to start from then on`,
      tree: `${strategy} 2/10s: a | b | c`,
      script: `${failing} fails; a exits 1`,
    })),
    ...["a", "b", "c"].map((failing) => ({
      name: `${strategy}, ${failing} fails when the supervisor starts`,
      tree: `${strategy}: a | b | c`,
      script: `${failing} fails; start`,
    })),
    ...["a+b", "b+a", "b+c", "c+a", "a+b+c"].map((together) => ({
      name: `${strategy}, ${together} crash at the same moment`,
      tree: `${strategy} 2/10s: a | b | c`,
      script: `${together} exit 1`,
    })),
    ...["a+b", "b+c", "c+a"].flatMap((together) =>
      together.split("+").map((failing) => ({
        name: `${strategy}, ${together} crash at the same moment and ${failing}'s next start fails`,
        tree: `${strategy} 5/10s: a | b | c`,
        script: `${failing} fails 1; ${together} exit 1`,
        ...(isAlone(strategy, together, failing) ? { differs: atOnce } : {}),
      })),
    ),
    {
      name: `${strategy}, two crash where one restart is allowed`,
      tree: `${strategy} 1/10s: a | b | c`,
      script: "a+b exit 1",
    },
    {
      name: `${strategy}, a temporary and a transient one crash together with a`,
      tree: `${strategy} 1/10s: a | b temporary | c transient`,
      script: "a+b+c exit 1",
    },
    {
      name: `${strategy}, b is temporary and c transient when a crashes`,
      tree: `${strategy}: a | b temporary | c transient`,
      script: "a exits 1",
    },
    {
      name: `${strategy}, b was terminated when a crashes`,
      tree: `${strategy}: a | b | c`,
      script: "terminate_child b; a exits 1",
    },
    {
      name: `${strategy}, c ended normally and stays down until a crashes`,
      tree: `${strategy}: a | b | c transient`,
      script: "c exits normal; show; a exits 1",
    },
    {
      name: `${strategy}, the group's restart counts once`,
      tree: `${strategy} 1/10s: a | b | c`,
      script: "a exits 1; c exits 1",
    },
    {
      name: `${strategy}, a sibling that does not stop in time`,
      tree: `${strategy}: a | b stop=100 | c`,
      script: "b is deaf; a exits 1; wait 200",
    },
    {
      name: `${strategy}, a child started later goes along`,
      tree: `${strategy}: a | b`,
      script: "start_child t x; a exits 1; b exits 1; x exits 1",
    },
  ]),

  ...[0, 1, 2].map((restarts) => ({
    name: `intensity ${restarts}, one exit more than it allows`,
    tree: `one_for_one ${restarts}/10s: a | b`,
    script: Array.from({ length: restarts + 1 }, () => "a exits 1").join("; "),
  })),
  { name: "intensity of all children together", tree: "one_for_one 1/10s: a | b", script: "a exits 1; b exits 1" },
  {
    name: "intensity, an exit that restarts nobody does not count",
    tree: "one_for_one 0/10s: a transient | b",
    script: "a exits normal; restart_child a; a exits normal",
  },
  {
    name: "intensity, at the period's very end a restart still counts",
    tree: "one_for_one 1/1s: a",
    script: "second; a exits 1; wait 1000; a exits 1",
  },
  {
    name: "intensity, half a second after the period",
    tree: "one_for_one 1/1s: a",
    script: "second; a exits 1; wait 1500; a exits 1",
    differs: finerClock,
  },
  {
    name: "intensity, after the period it no longer counts",
    tree: "one_for_one 1/1s: a",
    script: "second; a exits 1; wait 2100; a exits 1; a exits 1",
  },
  {
    name: "intensity, restart_child does not count",
    tree: "one_for_one 1/10s: a",
    script: "terminate_child a; restart_child a; terminate_child a; restart_child a; a exits 1",
  },
  {
    name: "intensity, every failed attempt counts",
    tree: "one_for_one 3/10s: a | b",
    script: "a fails 2; a exits 1; a exits 1",
  },

  ...["permanent", "transient", "temporary"].map((restart) => ({
    name: `escalation to a parent where the supervisor is ${restart}`,
    tree: `one_for_one 2/10s: a | d(one_for_one 1/10s: e | f) ${restart} | g`,
    script: "d/e exits 1; d/f exits 1; d/e exits 1",
  })),
  {
    name: "escalation through two levels",
    tree: "one_for_one 1/10s: a | d(one_for_one 0/10s: e(one_for_one 0/10s: f | g) | h)",
    script: "d/e/f exits 1; d/e/g exits 1",
  },
  {
    name: "escalation takes siblings along",
    tree: "rest_for_one: a | d(one_for_one 0/10s: e | f) | g | h",
    script: "d/f exits 1",
  },
  {
    name: "escalation, a nested supervisor goes along with a sibling",
    tree: "one_for_all: a | d(one_for_one: e | f)",
    script: "a exits 1",
  },
  {
    name: "escalation, its children fail to start again",
    tree: "one_for_one 2/10s: a | d(one_for_one 0/10s: e | f)",
    script: "d/f fails 1; d/e exits 1",
  },
  {
    name: "escalation, its children never start again",
    tree: "one_for_one 2/10s: a | d(one_for_one 0/10s: e | f)",
    script: "d/f fails; d/e exits 1",
  },
  {
    name: "escalation, what was started in a supervisor is gone after its restart",
    tree: "one_for_one: d(one_for_one 0/10s: e)",
    script: "start_child d x; show; d/e exits 1",
  },
  {
    name: "a failing child of a nested supervisor when the tree starts",
    tree: "one_for_one: a | d(one_for_one: e | f) | g",
    script: "d/f fails; start",
  },

  ...["any_significant", "all_significant"].flatMap((auto) => [
    {
      name: `${auto}, one of two ends normally, then the other`,
      tree: `one_for_one ${auto}: a transient significant | b transient significant | c`,
      script: "a exits normal; b exits normal",
    },
    {
      name: `${auto}, a temporary one crashes`,
      tree: `one_for_one ${auto}: a temporary significant | c`,
      script: "a exits 1",
    },
    {
      name: `${auto}, a transient one crashes and is restarted`,
      tree: `one_for_one ${auto}: a transient significant | c`,
      script: "a exits 1",
    },
    {
      name: `${auto}, terminate_child does not count as an end`,
      tree: `one_for_one ${auto}: a transient significant | b transient significant`,
      script: "terminate_child a; show; b exits normal",
    },
    {
      name: `${auto}, a supervisor shuts down by itself`,
      tree: `one_for_one: a | d(one_for_one ${auto}: e transient significant | f) transient | g`,
      script: "d/e exits normal",
    },
  ]),

  { name: "stop in reverse order", tree: "one_for_one: a | b | c", script: "stop" },
  { name: "stop below first", tree: "one_for_one: a | d(one_for_one: e | f) | g", script: "stop" },
  { name: "stop, then kill", tree: "one_for_one: a | b stop=100 | c", script: "b is deaf; stop; wait 300" },
  { name: "brutal kill", tree: "one_for_one: a stop=0 | b", script: "stop" },
  { name: "a supervisor with no child", tree: "one_for_one:", script: "start_child t x; x exits 1" },
];
