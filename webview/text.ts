import type { Path, PlanView, SupervisorNode, TreeNode } from "../wire/index.ts";
import type { Details } from "./details/model.ts";
import type { Setting, Settings } from "./details/settings.ts";
import { t } from "./l10n.ts";
import type { Branch, Histogram } from "./model.ts";
import { chipOf } from "./plan/chips.ts";
import { countdown } from "./time.ts";
import type { Drawing, Spot } from "./tree/drawing.ts";
import { stateLook } from "./tree/look.ts";

/**
 * The drawing as text, a line a card, for tests and for people who read better than they look:
 *
 *     ▾ fleet  one_for_all  running
 *       · api  running  pid 12  #2  ↻1  [restart «stop»]
 *       ▸ device-{n} ×12  11 running, 1 failed
 */
export function drawingText(drawing: Drawing, now: number): string {
  return drawing.spots.map((spot) => `${"  ".repeat(spot.level - 1)}${branchText(spot.branch, now)}`).join("\n");
}

/** The name a screen reader tells for a card. */
export function spokenName({ branch }: Spot, now: number): string {
  if (branch.kind === "group")
    return t("{0}, group of {1}, {2}", branch.label, branch.members.length, histogramText(branch.states));
  const { node } = branch;
  const state = stateText(node, now);
  if (node.kind === "supervisor") return t("{0}, supervisor, {1}, {2}", node.id, node.strategy, state);
  const pid = node.pid === null ? t("no process") : t("pid {0}", node.pid);
  const debugged = node.debugged ? `, ${t("debugged")}` : "";
  const lives = t("incarnation {0}, restarts {1}", node.incarnation, node.restarts);
  return `${t("{0}, worker, {1}", node.id, state)}, ${pid}, ${lives}${debugged}`;
}

/** `11 running, 1 failed` */
export function histogramText(states: Histogram): string {
  return states.map(({ state, count }) => `${count} ${stateLook[state].word}`).join(", ");
}

const namesShown = 4;

/** `ingest, api and 12 more go along (rest_for_one)`, `nobody goes along (one_for_one)` */
export function alongText(along: ReadonlySet<Path>, node: TreeNode, { strategy }: SupervisorNode): string {
  const others = [...along].filter((path) => path !== node.path && !path.startsWith(`${node.path}/`));
  if (others.length === 0) return t("nobody goes along ({0})", strategy);
  const names = others.slice(0, namesShown).map((path) => path.slice(path.lastIndexOf("/") + 1));
  const more = others.length - names.length;
  if (others.length === 1) return t("{0} goes along ({1})", names.join(), strategy);
  return more === 0
    ? t("{0} go along ({1})", names.join(", "), strategy)
    : t("{0} and {1} more go along ({2})", names.join(", "), more, strategy);
}

/** The details pane as text: the name, the facts, the plan, then the buttons with those that make no sense in brackets. */
export function detailsText(details: Details): string {
  switch (details.kind) {
    case "nothing":
      return "(nothing selected)";
    case "gone":
      return `${details.path} is gone`;
    case "group":
      return [
        `${details.group.label} ×${details.group.members.length}`,
        histogramText(details.states),
        ...details.troubled.map(({ path }) => path),
      ].join("\n");
    case "child": {
      const facts = details.facts.map(({ name, value }) => `${name}: ${value}`);
      const chips = details.plan?.chips.map(({ text }, index) => (index === details.plan?.at ? `«${text}»` : text));
      const plan = details.plan ? [`Plan: [${chips?.join(", ")}] ${details.plan.runs}`] : [];
      const buttons = details.actions.map(({ label, refused }) => (refused === null ? label : `(${label})`));
      return [details.node.id, ...facts, ...plan, buttons.join(" "), ...settingsText(details.settings)].join("\n");
    }
  }
}

function settingsText(settings: Settings | null): string[] {
  if (!settings) return [];
  const line = ({ value, refused }: Setting, button: string) => `${value} ${refused === null ? button : `(${button})`}`;
  return [line(settings.strategy, "Change strategy"), line(settings.intensity, "Change intensity")];
}

function branchText(branch: Branch, now: number): string {
  if (branch.kind === "group") {
    return `${branch.open ? "▾" : "▸"} ${branch.label} ×${branch.members.length}  ${histogramText(branch.states)}`;
  }
  const { node } = branch;
  const words = [
    node.id,
    ...(branch.kind === "worker" ? workerWords(branch.node, now) : [branch.node.strategy, stateText(node, now)]),
  ];
  const closed = branch.kind === "supervisor" && !branch.open ? [histogramText(branch.states)] : [];
  const mark = branch.kind === "worker" ? "·" : branch.open ? "▾" : "▸";
  return [`${mark} ${words.join("  ")}`, ...planWords(node.plan), ...closed].join("  ");
}

function workerWords(node: Extract<TreeNode, { kind: "worker" }>, now: number): string[] {
  return [
    stateText(node, now),
    ...(node.pid === null ? [] : [`pid ${node.pid}`]),
    `#${node.incarnation}`,
    `↻${node.restarts}`,
  ];
}

function stateText(node: TreeNode, now: number): string {
  const { word } = stateLook[node.state];
  const due = node.dueAt === null ? word : `${word} ${countdown(node.dueAt, now)}`;
  return node.onHold ? `${due}, ${t("on hold")}` : due;
}

function planWords(plan: PlanView | null): string[] {
  if (!plan) return [];
  const chips = plan.elements.map((element, index) =>
    index === plan.at ? `«${chipOf(element).text}»` : chipOf(element).text,
  );
  return [`[${chips.join(", ")}]`];
}
