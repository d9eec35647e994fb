import type { ChildMemory, Given } from "./child-memory.ts";
import { parseRate } from "./duration.ts";
import type { Findings, Place } from "./findings.ts";
import { checkIntensity } from "./intensity.ts";
import { checkLife, lifeOf, significance } from "./life.ts";
import type { ChildSpec, Life, SupervisorSpec } from "./model.ts";
import { checkNeeds, type Sibling } from "./needs.ts";
import { milliseconds } from "./plan.ts";
import { Remains } from "./remains.ts";
import type { ChildrenDocument, ChildSpecDocument, SupervisorDocument, TemplateDocument } from "./schema.ts";
import { type Nursery, workerOf } from "./worker.ts";

/** The document of one supervisor: its settings and children, and where each stands. */
export interface SupervisorParts {
  id: string;
  life: Life;
  significant: boolean;
  needs: readonly string[];
  settings: SupervisorDocument;
  settingsPlace: Place;
  children: ChildrenDocument | readonly Given[] | undefined;
  childrenPlace: Place;
  /** The ids of those that were refused: needing one of them is no mistake. */
  unread?: readonly string[];
  memory?: ChildMemory;
}

/** Made from one document; more would only fill the memory. */
const mostChildren = 100_000;
/** Fifty Node programs that start on two processors are all ready within seconds, and as many that end keep their deadlines. */
const usuallyAtOnce = 50;
const openIntensity = { restarts: 3, periodMs: 5_000, counts: "restart" } as const;

export function supervisorOf(parts: SupervisorParts, found: Findings): SupervisorSpec {
  const { settings, settingsPlace, children = [], childrenPlace, unread = [], memory } = parts;
  const dynamic = settings.dynamic;
  if (dynamic && settings.strategy !== undefined && settings.strategy !== "one_for_one") {
    const message = "children of a dynamic supervisor have no order to restart in; write strategy: one_for_one";
    found.add("bad_combination", [...settingsPlace, "strategy"], message);
  }
  if (settings.default) checkLife(settings.default, [...settingsPlace, "default"], found);
  const listed = isList(children);
  const nursery: Nursery = {
    settings,
    inherits: !listed || dynamic !== undefined,
    defaultPlace: [...settingsPlace, "default"],
  };
  const supervisor: SupervisorSpec = {
    kind: "supervisor",
    id: parts.id,
    life: parts.life,
    significant: parts.significant,
    needs: parts.needs,
    strategy: settings.strategy ?? "one_for_one",
    intensity: settings.intensity
      ? { restarts: settings.intensity.restarts, periodMs: milliseconds(settings.intensity.period), counts: "every" }
      : openIntensity,
    autoShutdown: settings.auto_shutdown ?? "never",
    dynamic: dynamic
      ? {
          max: dynamic.max ?? "infinity",
          startRatePerSecond: dynamic.start_rate === undefined ? null : parseRate(dynamic.start_rate),
          atOnce: dynamic.at_once ?? usuallyAtOnce,
        }
      : null,
    default: settings.default ?? null,
    template: listed ? null : { id: children.id, from: children.from },
    children: listed
      ? listedChildren(children, childrenPlace, nursery, found, { started: unread, numberOf: () => null, memory })
      : templateChildren(children, childrenPlace, nursery, found),
  };
  if (unread.length === 0) checkIntensity(supervisor, [...settingsPlace, "intensity"], found);
  return supervisor;
}

/** A child of either kind; null when it cannot run. */
export function childOf(
  document: ChildSpecDocument,
  n: number | null,
  place: Place,
  nursery: Nursery,
  found: Findings,
  memory?: ChildMemory,
): ChildSpec | null {
  if (!("supervisor" in document)) return workerOf(document, n, place, nursery, found);
  const life = lifeOf(document, place, found);
  significance(document.significant === true, life, nursery.settings, place, found);
  const listed = memory?.below(document);
  return supervisorOf(
    {
      id: document.id,
      life,
      significant: document.significant ?? false,
      needs: document.needs ?? [],
      settings: document.supervisor,
      settingsPlace: [...place, "supervisor"],
      children: listed?.given ?? document.children,
      childrenPlace: [...place, "children"],
      unread: listed?.unread ?? [],
      ...(memory ? { memory } : {}),
    },
    found,
  );
}

/** What a list of children joins: ids that are started already, and the number that a template gave an id. */
export interface Company {
  started: readonly string[];
  numberOf: (id: string) => number | null;
  memory?: ChildMemory | undefined;
}

/** Children that stand in a list; those that were refused are judged as far as they can be read, and are not among them. */
export function listedChildren(
  children: readonly Given[],
  place: Place,
  nursery: Nursery,
  found: Findings,
  { started, numberOf, memory }: Company = { started: [], numberOf: () => null },
): ChildSpec[] {
  const max = nursery.settings.dynamic?.max;
  if (typeof max === "number" && children.length > max) {
    found.add(
      "too_many_children",
      place,
      `these are ${children.length} children and max is ${max}; raise it or remove some`,
      "key",
    );
  }
  const seen = new Map<string, Place>();
  const settings = memory ? JSON.stringify([nursery.settings, nursery.inherits]) : "";
  const siblings = children.flatMap((document, index): Sibling[] => {
    if (!document) return [];
    const { id, needs = [] } = document;
    const at = [...place, index];
    const before = seen.get(id);
    if (before) {
      const message = `\`${id}\` is the id of a child before this one too; siblings need different ids`;
      const related = [{ message: "the child before it", path: [...before, "id"], at: "value" as const }];
      found.add("duplicate_id", [...at, "id"], message, "value", { related });
    } else {
      seen.set(id, at);
    }
    const make = (into: Findings) => {
      const readable = document instanceof Remains ? document.document : document;
      const spec = readable && childOf(readable, numberOf(id), at, nursery, into, memory);
      return readable === document ? spec : null;
    };
    return [{ id, needs, place: at, spec: memory ? memory.born(document, at, settings, found, make) : make(found) }];
  });
  const { strategy = "one_for_one", dynamic } = nursery.settings;
  checkNeeds(siblings, { started, strategy, dynamic: dynamic !== undefined }, found);
  return siblings.flatMap(({ spec }) => spec ?? []);
}

function templateChildren(template: TemplateDocument, place: Place, nursery: Nursery, found: Findings): ChildSpec[] {
  const { from, to } = template;
  const most = Math.min(mostChildren, maxOf(nursery.settings));
  if (!nursery.settings.default) {
    found.add(
      "template_without_default",
      place,
      "these children have no spec; add `default: { run: … }` to the supervisor",
      "key",
    );
    return [];
  }
  if (!template.id.includes("{n}")) {
    found.add(
      "template_without_n",
      [...place, "id"],
      `all children would be named \`${template.id}\`; put {n} into it, e.g. ${template.id}-{n}`,
    );
    return [];
  }
  if (to < from - 1) {
    found.add(
      "bad_value",
      [...place, "to"],
      `the last number ${to} is before the first ${from}; write ${from} or more`,
    );
    return [];
  }
  if (to - from + 1 > most) {
    found.add(
      "too_many_children",
      [...place, "to"],
      `these are ${to - from + 1} children and at most ${most} are allowed; write a smaller number`,
    );
    return [];
  }
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return numbers.flatMap((n) => templateChild(template.id, n, nursery, found) ?? []);
}

/** The n-th child of a template; what is wrong with it is wrong with the default. */
export function templateChild(template: string, n: number, nursery: Nursery, found: Findings): ChildSpec | null {
  return workerOf({ id: template.replaceAll("{n}", String(n)) }, n, nursery.defaultPlace, nursery, found);
}

function maxOf({ dynamic }: SupervisorDocument): number {
  return typeof dynamic?.max === "number" ? dynamic.max : Number.POSITIVE_INFINITY;
}

function isList(children: NonNullable<SupervisorParts["children"]>): children is readonly Given[] {
  return Array.isArray(children);
}
