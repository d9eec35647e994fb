import { formatDuration } from "../duration.ts";
import type { Place } from "../findings.ts";
import type { ChildDocument, ChildSpec, SupervisorSpec, TreeSpec } from "../model.ts";
import { studySpec } from "../parse.ts";
import { planToDocument } from "../plan.ts";
import type { PlanDocument } from "../plan-schema.ts";
import { Reader } from "../reader.ts";
import type { Range } from "../text.ts";
import { valueIn } from "./document.ts";
import type { Change } from "./index.ts";
import { childAt, documentAt } from "./reading.ts";
import { isRefused } from "./refused.ts";
import { changeFrom, type Running } from "./running.ts";

/** What of a child can be another while it runs than in its file. */
export type Setting = Exclude<keyof Change, "path">;

/** One place of a text that does not say what runs. */
export type Difference = Range & {
  /** The children that differ there; more than one where a default child spec speaks for a template's. */
  paths: readonly string[];
} & (
    | { about: Setting; running: Change; written: Written }
    /** The file has a child that does not run under its supervisor; `written` is its child spec. */
    | { about: "child"; parent: string; written: ChildDocument }
  );

/** A running child; `restart` is null for one that lives by a plan, and for the root. */
export interface RunningChild {
  path: string;
  running: Running;
  restart: string | null;
}

/** What the text says of a child, as far as it can be given to a running tree; `applies` is false for what only a new start brings. */
export interface Written {
  plan: PlanDocument | null;
  restart: string | null;
  count: Change["count"] | null;
  strategy: Change["strategy"] | null;
  intensity: { restarts: number; period: string } | null;
  scale: number | null;
  applies: boolean;
}

/** Where a running tree and its spec differ, in the order of the text. A text with an error says nothing: empty. */
export function differences(
  text: string,
  format: "yaml" | "json",
  children: readonly RunningChild[],
  reader = new Reader(),
): Difference[] {
  const { tree, value, range } = studySpec(text, format, reader);
  if (!tree) return [];
  const now = { tree, value };
  const found = new Map<string, Difference>();
  const add = (place: Place, difference: Difference) => {
    const what = difference.about === "child" ? null : difference.running[difference.about];
    const key = JSON.stringify([place, difference.about, what]);
    const same = found.get(key);
    found.set(key, same ? { ...same, paths: [...same.paths, ...difference.paths] } : difference);
  };
  const listed = standings(tree);
  for (const { path, running, restart } of children) {
    const at = listed.get(path) ?? standingOf(now, path);
    if (!at) continue;
    const { spec } = at;
    const change = changeFrom(spec, path, running);
    const otherLife = restart !== null && path !== tree.name && restartOf(spec) !== restart;
    for (const about of otherLife ? (["plan", ...settingsOf(change)] as const) : settingsOf(change)) {
      const place = placeOf(about, spec, at);
      add(place, { ...range(place, "value"), paths: [path], about, running: change, written: writtenOf(spec, about) });
    }
  }
  const present = new Set(children.map(({ path }) => path));
  for (const { path, parent, place } of missing(tree, present)) {
    const written = valueIn(value, place);
    add(place, { ...range([...place, "id"], "value"), paths: [path], about: "child", parent, written });
  }
  return [...found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** A child of the text, with the places of its keys. */
interface Standing {
  spec: ChildSpec;
  life: Place;
  settings: Place;
  children: Place;
}

/** Every child that the text has, by its path. */
function standings({ root, name }: TreeSpec): Map<string, Standing> {
  const all = new Map<string, Standing>();
  const take = (path: string, at: Standing) => {
    all.set(path, at);
    const { spec, settings } = at;
    if (spec.kind === "worker") return;
    for (const [index, child] of spec.children.entries()) {
      const place = [...at.children, index];
      const life = spec.template ? [...settings, "default"] : place;
      const places = { life, settings: [...place, "supervisor"], children: [...place, "children"] };
      take(`${path}/${child.id}`, { spec: child, ...places });
    }
  };
  take(name, { spec: root, life: [], settings: [], children: ["children"] });
  return all;
}

/** A child that a template of the text would make, were there more of them. */
function standingOf(now: { tree: TreeSpec; value: unknown }, path: string): Standing | null {
  const spec = childAt(now, path);
  const at = documentAt(now, path);
  return spec && !isRefused(at) ? { spec, ...at } : null;
}

function settingsOf(change: Change): Setting[] {
  const all: Setting[] = ["plan", "count", "strategy", "intensity", "scale"];
  const different = all.filter((setting) => change[setting] !== undefined);
  return different.includes("plan") ? different.filter((setting) => setting !== "count") : different;
}

function restartOf({ life }: ChildSpec): string | null {
  return life.by === "restart" ? life.restart : null;
}

function placeOf(about: Setting, spec: ChildSpec, at: { life: Place; settings: Place; children: Place }): Place {
  switch (about) {
    case "plan":
      return [...at.life, spec.life.by === "plan" ? "plan" : "restart"];
    case "count":
      return [...at.life, "count"];
    case "strategy":
    case "intensity":
      return [...at.settings, about];
    case "scale":
      return [...at.children, "to"];
  }
}

function writtenOf(spec: ChildSpec, about: Setting): Written {
  const { life } = spec;
  const supervisor: SupervisorSpec | null = spec.kind === "supervisor" ? spec : null;
  const intensity = supervisor && {
    restarts: supervisor.intensity.restarts,
    period: formatDuration(supervisor.intensity.periodMs),
  };
  return {
    plan: life.by === "plan" ? planToDocument(life.plan) : null,
    restart: life.by === "restart" ? life.restart : null,
    count: life.by === "plan" ? life.count : null,
    strategy: supervisor?.strategy ?? null,
    intensity,
    scale: supervisor?.children.length ?? null,
    applies: about === "plan" ? life.by === "plan" : about === "scale" ? supervisor?.dynamic !== null : true,
  };
}

/** The children that are listed in the text and do not run, below supervisors that do. */
function missing(tree: TreeSpec, present: ReadonlySet<string>): { path: string; parent: string; place: Place }[] {
  const below = (supervisor: SupervisorSpec, path: string, place: Place): ReturnType<typeof missing> => {
    if (supervisor.template || !present.has(path)) return [];
    return supervisor.children.flatMap((child, index) => {
      const own = { path: `${path}/${child.id}`, parent: path, place: [...place, "children", index] };
      if (!present.has(own.path)) return [own];
      return child.kind === "supervisor" ? below(child, own.path, own.place) : [];
    });
  };
  return below(tree.root, tree.name, []);
}
