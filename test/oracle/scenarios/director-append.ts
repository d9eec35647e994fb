import type { Scenario } from "../scenario.ts";

const losesPid =
  "director's combined child is a new record without a pid: the process lives on and nobody hears of it. Here the process is not touched.";
const losesTimer =
  "director's combined child is a new record without a timer, so the restart never comes. Here it is still due.";
const infinityWins =
  "director forgets the default's `infinity` where the child names a number; here `infinity` wins, whoever says it.";
const unsaid =
  "director gives a child that says nothing its own default plan, count 1 and 1 s, and adds these; here what a child does not say adds nothing.";

/** Down and up again, so that director knows the process behind a child that was combined anew. */
const again = "terminate_child a; restart_child a";

/** The default child spec, `append`, and changes of the default at every moment. */
export const append: readonly Scenario[] = [
  {
    name: "append: plans, counts, timeouts and arguments",
    tree: "one_for_one default(plan=restart,100 x2 stop=100 args=p): a plan=wait x1 stop=200 args=q append",
    script: "get_default_childspec t; get_childspec a",
  },
  {
    name: "append: the default's plan is run before its own",
    tree: "one_for_one default(plan=restart,100 x0): a plan=wait x1 append",
    script: "a exits 1; a exits 1; wait 200; a exits 1; restart_child a; a exits 1",
  },
  {
    name: "append: both together, twice",
    tree: "one_for_one default(plan=restart x1): a plan=wait x1 append",
    script: "a exits 1; a exits 1; restart_child a; a exits 1; a exits 1; restart_child a; a exits 1",
  },
  ...[
    ["x0", "x0"],
    ["x0", "x2"],
    ["x2", "x0"],
    ["x1", "x∞"],
  ].map(([base, own]) => ({
    name: `append: count ${base} and ${own}`,
    tree: `one_for_one default(plan=restart ${base}): a plan= ${own} stop=100 append`,
    script: "get_childspec a; a exits 1; a exits 1; a exits 1; a exits 1",
  })),
  {
    name: "append: count x∞ of the default",
    tree: "one_for_one default(plan=restart x∞): a plan= x1 stop=100 append",
    script: "get_childspec a; a exits 1; a exits 1",
    differs: infinityWins,
  },
  {
    name: "append: both infinite",
    tree: "one_for_one default(plan=restart x∞ stop=infinity): a plan=100 x∞ stop=infinity append",
    script: "get_childspec a; a exits 1; a exits 1; wait 200; a exits 1",
  },
  {
    name: "append: its own timeout infinite",
    tree: "one_for_one default(plan=restart stop=100): a plan= x0 stop=infinity append",
    script: "get_childspec a; stop",
  },
  {
    name: "append: the default's timeout infinite",
    tree: "one_for_one default(plan=restart x1 stop=infinity): a plan= x0 stop=100 append",
    script: "get_childspec a; stop",
    differs: infinityWins,
  },
  {
    name: "append: it has both timeouts to stop",
    tree: "one_for_one default(plan=restart x1 stop=100): a plan= x0 stop=200 append",
    script: "a is deaf; get_childspec a; stop; wait 150; wait 250",
  },
  {
    name: "append to an empty plan",
    tree: "one_for_one default(plan= x1): a plan=restart x1 stop=100 append",
    script: "a exits 1; get_childspec a; a exits 1; a exits 1",
  },
  {
    name: "append an empty plan",
    tree: "one_for_one default(plan=restart,wait x1): a plan= x0 append",
    script: "a exits 1; a exits 1; restart_child a; a exits 1",
  },
  {
    name: "append an empty plan to an empty plan",
    tree: "one_for_one default(plan= x1): a plan= x1 append",
    script: "a exits 1",
  },
  {
    name: "append to a default that says no plan",
    tree: "one_for_one default(x1): a plan=restart x1 append",
    script: "a exits 1; a exits 1; a exits 1",
  },
  {
    name: "append without a plan of its own",
    tree: "one_for_one default(plan=wait x1): a append",
    script: "get_childspec a; a exits 1; restart_child a; a exits 1",
    differs: unsaid,
  },
  {
    name: "a child that does not append takes nothing",
    tree: "one_for_one default(plan=restart x5 stop=100): a plan=wait x1 stop=200",
    script: "get_childspec a; a exits 1; change_default_childspec t { plan: [delete] }; get_childspec a",
  },
  {
    name: "start_child that appends",
    tree: "one_for_one default(plan=restart x1): b plan=wait",
    script:
      "start_child t a plan=wait x0 append stop=100; get_childspec a; a exits 1; a exits 1; restart_child a; a exits 1",
  },
  {
    name: "start_child that appends, after another default",
    tree: "one_for_one default(plan=restart x1): b plan=wait",
    script: "change_default_childspec t { plan: [delete], count: 1 }; start_child t a plan=wait x0 append; a exits 1",
  },

  {
    name: "another default while it runs, then down and up again",
    tree: "one_for_one default(plan=restart x1): a plan=wait x0 stop=100 append",
    script: `change_default_childspec t { plan: [{ restart: 100ms }], count: 2 }; get_default_childspec t; ${again}; get_childspec a; a exits 1; wait 200; a exits 1; restart_child a; a exits 1; wait 200; a exits 1; restart_child a; a exits 1`,
    differs: losesPid,
  },
  {
    name: "another default while it runs",
    tree: "one_for_one default(plan=restart x1): a plan=wait x1 append",
    script: "change_default_childspec t { plan: [stop], count: 1 }; show; get_pid a; a exits 1",
    differs: losesPid,
  },
  {
    name: "another default while others run that do not append",
    tree: "one_for_one default(plan=restart x1): b plan=wait x1",
    script: "change_default_childspec t { plan: [stop], count: 1 }; show; b exits 1",
  },
  {
    name: "another default in the middle of a plan",
    tree: "one_for_one default(plan=restart,wait x1): a plan=stop:bored x1 append",
    script:
      "a exits 1; a exits 1; change_default_childspec t { plan: [wait], count: 1 }; restart_child a; a exits 1; restart_child a; a exits 1",
  },
  {
    name: "another default after its last run",
    tree: "one_for_one default(plan=wait x1): a plan= x0 append",
    script:
      "a exits 1; change_default_childspec t { plan: [wait], count: 1 }; restart_child a; a exits 1; restart_child a; a exits 1",
  },
  {
    name: "another default forgets the restarts",
    tree: "one_for_one default(plan=wait x1): a plan=when(restarts>=2>stop:many;>wait) x9 append",
    script:
      "a exits 1; change_default_childspec t { plan: [wait], count: 1 }; restart_child a; a exits 1; restart_child a; a exits 1",
  },
  {
    name: "another default while its restart is due",
    tree: "one_for_one default(plan=100 x1): a plan=wait x1 append",
    script: "a exits 1; change_default_childspec t { plan: [wait], count: 1 }; wait 200",
    differs: losesTimer,
  },
  {
    name: "another default while its restart is due, then by hand",
    tree: "one_for_one default(plan=300 x1): a plan=stop:bored x1 append",
    script:
      "a exits 1; change_default_childspec t { plan: [wait], count: 1 }; restart_child a; a exits 1; restart_child a; a exits 1",
  },
  {
    name: "another default while it waits",
    tree: "one_for_one default(plan=wait x1): a plan=stop:bored x1 stop=100 append",
    script:
      "a exits 1; change_default_childspec t { plan: [delete], count: 0 }; show; get_childspec a; restart_child a; a exits 1",
  },
  {
    name: "another default while it is down",
    tree: "one_for_one default(plan=wait x1): a plan=stop:bored x1 stop=100 append",
    script:
      "terminate_child a; change_default_childspec t { plan: [], count: 0 }; restart_child a; get_childspec a; a exits 1",
  },
  {
    name: "another default after change_plan",
    tree: "one_for_one default(plan=wait x1): a plan=restart x1 stop=100 append",
    script:
      "change_plan a wait,100,stop:bored; get_childspec a; terminate_child a; change_default_childspec t { plan: [delete], count: 1 }; get_childspec a; restart_child a; a exits 1",
  },
  {
    name: "another default after a plan without the default's",
    tree: "one_for_one default(plan=wait,wait x1): a plan=restart x1 stop=100 append",
    script:
      "terminate_child a; change_plan a 100,wait; change_default_childspec t { plan: [restart], count: 1 }; get_childspec a",
  },
  {
    name: "another default after change_plan to the empty plan",
    tree: "one_for_one default(plan=wait x1): a plan=restart x1 stop=100 append",
    script:
      "terminate_child a; change_plan a ; change_default_childspec t { plan: [delete], count: 1 }; get_childspec a",
  },
  {
    name: "another default, twice",
    tree: "one_for_one default(plan=wait x1 stop=100): a plan=restart x1 stop=100 append",
    script: `terminate_child a; change_default_childspec t { plan: [delete], count: 3, stop: { timeout: 300ms } }; get_childspec a; change_default_childspec t { plan: [restart, stop], count: 0, stop: { timeout: 0ms } }; get_childspec a; restart_child a; a exits 1`,
  },
  {
    name: "another default, infinite, then not",
    tree: "one_for_one default(plan=wait x1): a plan=restart x1 stop=100 append",
    script:
      "terminate_child a; change_default_childspec t { plan: [], count: infinity }; get_childspec a; change_default_childspec t { plan: [], count: 2 }; get_childspec a",
    differs: infinityWins,
  },
  {
    name: "another default, for several",
    tree: "one_for_one default(plan=wait x1 stop=100): a plan=restart x1 stop=0 append | b plan=stop x2 stop=100 append | c plan=wait",
    script:
      "terminate_child a; terminate_child b; change_default_childspec t { plan: [delete], count: 1, stop: { timeout: 200ms } }; get_childspec a; get_childspec b; show",
  },
  {
    name: "a default that is none",
    tree: "one_for_one default(plan=wait x1): a plan=restart x1 stop=100 append",
    script: "terminate_child a; change_default_childspec t {}; get_default_childspec t; get_childspec a",
  },
];
