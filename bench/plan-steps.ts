import { type Event, load, plan, type Tree } from "../core/index.ts";
import { parseSpec } from "../spec/index.ts";
import { type Figure, median } from "./figures.ts";

/**
 * How many events a second core decides about, under one `one_for_one` supervisor of so many children: a child's exit, then its restart
 * becoming ready. The floor is the same with as few children as there are in the smallest tree. Where all children crash in turn, the ratio
 * has the processor's caches in it, which hold ten children and not a hundred thousand; where the same few crash among so many, the siblings alone.
 */
export function planSteps(sizes: readonly number[], rounds: number): Figure[] {
  const [fewest = 0] = sizes;
  const trees = sizes.map(startedTree);
  const all = trees.map((started) => crowd(started, started.paths.length));
  const crowds = [...all, ...trees.slice(1).map((started) => crowd(started, fewest))];
  for (const one of crowds) eventsPerSecond(one); // the compiler's first look is nobody's
  for (let round = 0; round < rounds; round++) {
    for (const one of crowds) one.measured.push(eventsPerSecond(one));
  }
  const floor = median(crowds[0]?.measured ?? []);
  return crowds.map(({ name, measured }, index) => {
    return { name, value: median(measured), unit: "per_s", floor: index === 0 ? null : floor, peer: null };
  });
}

interface Crowd extends Started {
  name: string;
  measured: number[];
}

/** So many children, of which only some crash, far apart from each other. */
function crowd({ tree, paths }: Started, crashing: number): Crowd {
  const size = paths.length;
  const some = paths.filter((_, index) => index % (size / crashing) === 0);
  const who = crashing === size ? "all of" : `the same ${crashing} of`;
  return { name: `plan steps, exits of ${who} ${size} children`, measured: [], tree, paths: some };
}

interface Started {
  tree: Tree;
  paths: readonly string[];
}

/** Of one round; enough for the clock, few enough for a minute. */
const exits = 10_000;

function eventsPerSecond({ tree: first, paths }: Started): number {
  let tree = first;
  const began = performance.now();
  for (let exit = 0; exit < exits; exit++) {
    const path = paths[(exit * 7919) % paths.length] ?? ""; // a prime's steps: neighbours do not follow each other
    const incarnation = tree.nodes.get(path)?.incarnation ?? 0;
    const now = { at: exit, seed: 1 };
    tree = plan(tree, { kind: "exited", path, incarnation, reason: { code: 1 }, ...now }).tree;
    tree = plan(tree, { kind: "spawned", path, incarnation: incarnation + 1, pid: exit, ...now }).tree;
  }
  const seconds = (performance.now() - began) / 1000;
  const last = tree.nodes.get(paths[0] ?? "");
  if (last?.phase.is !== "up" || last.incarnation === 1)
    throw new Error("nobody was restarted, so nothing was measured");
  return (2 * exits) / seconds;
}

/** A tree whose children all run. */
function startedTree(size: number): Started {
  const text = JSON.stringify({
    name: "bench",
    dynamic: { max: size },
    default: { run: "sleep 1000", plan: ["restart"], count: "infinity" },
    children: { from: 1, to: size, id: "child-{n}" },
  });
  const { tree: spec } = parseSpec(text, "json");
  if (!spec) throw new Error(`this is no spec: ${text}`);
  let tree = load(spec);
  const paths: string[] = [];
  const now = { at: 0, seed: 1 };
  const inbox: Event[] = [{ kind: "start_tree", ...now }];
  for (let next = inbox.shift(); next; next = inbox.shift()) {
    const step = plan(tree, next);
    tree = step.tree;
    for (const action of step.actions) {
      if (action.do !== "start") continue;
      paths.push(action.path);
      inbox.push({ kind: "spawned", path: action.path, incarnation: action.incarnation, pid: paths.length, ...now });
    }
  }
  return { tree, paths };
}
