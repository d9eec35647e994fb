import { childStates, type TreeNode } from "../../wire/index.ts";
import { t } from "../l10n.ts";
import type { Group, Histogram, Key } from "../model.ts";
import { type Chip, chipOf } from "../plan/chips.ts";
import { planText } from "../plan/text.ts";
import { childIn, type Editor, momentOf, type State, treeIn } from "../state.ts";
import { alongText } from "../text.ts";
import { countdown, lasting } from "../time.ts";
import { takenAlong } from "../tree/along.ts";
import { reasonText, stateLook } from "../tree/look.ts";
import { type Action, actionsOf } from "./actions.ts";
import { type Settings, settingsOf } from "./settings.ts";

/** What the details pane shows, as values. */
export type Details =
  | { kind: "nothing" }
  | { kind: "gone"; path: string }
  | { kind: "group"; group: Group; states: Histogram; troubled: readonly TreeNode[] }
  | {
      kind: "child";
      node: TreeNode;
      facts: readonly Fact[];
      plan: PlanRow | null;
      actions: readonly Action[];
      /** Number of its children where it can be scaled; null elsewhere. */
      scale: number | null;
      /** What of it can be changed while its children run; null for a worker. */
      settings: Settings | null;
      /** Why its plan cannot be changed; null when it can. */
      planRefused: string | null;
    };
export type Child = Extract<Details, { kind: "child" }>;

export interface Fact {
  name: string;
  value: string;
  /** Shown in the editor's font. */
  code: boolean;
}

export interface PlanRow {
  chips: readonly Chip[];
  /** Index of the chip that the next exit executes; null for one that is only rehearsed. */
  at: number | null;
  runs: string;
}

/** A group's pane lists at most this many members that are not running, the worst first. */
const troubledShown = 12;

export function detailsOf(state: State): Details {
  const { selected } = state;
  if (selected === null) return { kind: "nothing" };
  const tree = treeIn(state);
  const node = childIn(state, selected);
  if (!node) return groupDetails(state, selected);
  const children = tree?.nodes.filter(({ parent }) => parent === node.path).length ?? 0;
  return {
    kind: "child",
    node,
    facts: [...factsOf(node, children, momentOf(state)), ...alongFact(state, node)],
    plan: planRow(node),
    actions: actionsOf(node, state.choices.signal),
    scale: node.kind === "supervisor" && node.dynamic ? children : null,
    settings: node.kind === "supervisor" ? settingsOf(node, state.choices) : null,
    planRefused: node.parent === null ? t("The root has no supervisor that could restart it.") : null,
  };
}

function groupDetails(state: State, key: Key): Details {
  const group = state.drawing.spots.find((spot) => spot.key === key)?.branch;
  if (group?.kind !== "group") return { kind: "gone", path: key };
  const worst = (node: TreeNode) => childStates.indexOf(node.state);
  const troubled = group.members.filter((member) => member.state !== "running").sort((a, b) => worst(b) - worst(a));
  return { kind: "group", group, states: group.states, troubled: troubled.slice(0, troubledShown) };
}

function factsOf(node: TreeNode, children: number, now: number): Fact[] {
  const fact = (name: string, value: string, code = false): Fact => ({ name, value, code });
  const facts = [
    fact(t("Path"), node.path, true),
    fact(t("State"), t("{0} for {1}", stateLook[node.state].word, lasting(now - node.since))),
  ];
  if (node.onHold)
    facts.push(fact(t("On hold"), t("its exit is answered, and a due restart made, when it is released")));
  if (node.dueAt !== null) facts.push(fact(t("Restart due"), countdown(node.dueAt, now)));
  if (node.kind === "worker") {
    facts.push(
      fact(t("Process id"), node.pid === null ? t("none") : String(node.pid), true),
      fact(t("Command"), node.command, true),
    );
    facts.push(
      fact(t("Node"), node.node ?? t("not a Node process")),
      fact(t("Debugger"), node.debugged ? t("connected") : t("not connected")),
    );
  } else {
    const { intensity, dynamic } = node;
    facts.push(
      fact(t("Strategy"), node.strategy, true),
      fact(t("Children"), dynamic ? t("{0}, at most {1}", children, dynamic.max) : String(children)),
    );
    if (intensity)
      facts.push(
        fact(t("Intensity"), t("at most {0} restarts within {1}", intensity.restarts, lasting(intensity.periodMs))),
      );
  }
  facts.push(fact(t("Incarnation"), String(node.incarnation)), fact(t("Restarts"), String(node.restarts)));
  if (node.restart) facts.push(fact(t("Restart type"), node.restart, true));
  const { lastExit } = node;
  facts.push(
    fact(
      t("Last exit"),
      lastExit ? t("{0}, {1} ago", reasonText(lastExit.reason), lasting(now - lastExit.at)) : t("none yet"),
    ),
  );
  return facts;
}

/** What hovering shows in the drawing, for everybody. */
function alongFact(state: State, node: TreeNode): Fact[] {
  const tree = treeIn(state);
  const parent = childIn(state, node.parent);
  if (!tree || parent?.kind !== "supervisor") return [];
  return [{ name: t("A crash"), value: alongText(takenAlong(tree, node.path), node, parent), code: false }];
}

function planRow({ plan }: TreeNode): PlanRow | null {
  if (!plan) return null;
  const count = plan.count === "infinity" ? t("any number of times") : times(plan.count);
  const runs = plan.runs === 0 ? t("Not run through yet") : t("Run through {0}", times(plan.runs));
  return { chips: plan.elements.map(chipOf), at: plan.at, runs: t("{0}; may run {1}.", runs, count) };
}

/** The editor as it opens on a child: its plan, or the mildest one for a child that has none yet. */
export function editorOf(node: TreeNode): Editor {
  const text = planText(node.plan?.elements ?? ["restart"]);
  const count = String(node.plan?.count ?? "infinity");
  return { path: node.path, text, count, picked: null, begunFrom: planMark(node) };
}

/** Whether somebody else changed the plan while it was being edited. */
export function changedMeanwhile(editor: Editor, node: TreeNode): boolean {
  return editor.begunFrom !== planMark(node);
}

function planMark({ plan }: TreeNode): string {
  return plan ? `${planText(plan.elements)} × ${plan.count}` : "";
}

function times(count: number): string {
  return count === 1 ? t("once") : count === 2 ? t("twice") : t("{0} times", count);
}
