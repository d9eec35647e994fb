import type { Findings, Place } from "./findings.ts";
import type { ChildSpec, PlanStep, Strategy } from "./model.ts";
import { nearest } from "./nearest.ts";

/** A child as its siblings see it; `spec` is null when something else is wrong with it. */
export interface Sibling {
  id: string;
  needs: readonly string[];
  place: Place;
  spec: ChildSpec | null;
}

/** What else is known of the supervisor: the ids of children that run already (empty where one cannot be read: it may be any), and how it restarts. */
export interface Around {
  started: readonly string[];
  strategy: Strategy;
  dynamic: boolean;
}

/**
 * `needs` says what a child relies on, and the order of the list must keep it: a child starts once all before it are ready.
 * So it is only checked, and starts nothing earlier or later.
 */
export function checkNeeds(siblings: readonly Sibling[], around: Around, found: Findings): void {
  if (siblings.every(({ needs }) => needs.length === 0)) return;
  const order = new Map([...siblings.entries()].reverse().map(([index, { id }]) => [id, index] as const));
  const cycles = new Cycles(siblings);
  for (const [index, sibling] of siblings.entries()) {
    for (const [nth, need] of sibling.needs.entries()) {
      const place = [...sibling.place, "needs", nth];
      const at = order.get(need);
      if (at === undefined) {
        if (!around.started.includes(need) && !around.started.includes(""))
          reportUnknown(need, sibling.id, [...order.keys(), ...around.started], place, found);
      } else if (at < index) {
        warnOfRestart(siblings[at]?.spec ?? null, around, place, found);
      } else {
        reportOrder(sibling.id, need, cycles, place, siblings[at]?.place ?? place, found);
      }
    }
  }
}

function reportUnknown(need: string, own: string, known: readonly string[], place: Place, found: Findings): void {
  const others = known.filter((id) => id !== own);
  const meant = nearest(need, others);
  const remedy = meant
    ? `did you mean \`${meant}\`?`
    : others.length > 0
      ? `its siblings are ${others.slice(0, mostNamed).join(", ")}${others.length > mostNamed ? ", …" : ""}`
      : "it has none; remove it";
  found.add("unknown_need", place, `\`${need}\` is no sibling of \`${own}\`; ${remedy}`);
}
const mostNamed = 10;

function reportOrder(own: string, need: string, cycles: Cycles, place: Place, needed: Place, found: Findings): void {
  if (need === own) {
    found.add("readiness_cycle", place, `\`${own}\` would wait for itself and never start; remove this`);
    return;
  }
  const cycle = cycles.through(own, need);
  if (cycle === "told") return;
  if (cycle) {
    const links = cycle.map((id, index) => `\`${id}\` needs \`${cycle[(index + 1) % cycle.length]}\``).join(", ");
    found.add("readiness_cycle", place, `${links}: none of them can be the first to start; remove one of these needs`);
    return;
  }
  const message = `\`${need}\` is started after \`${own}\`, since children start in the order of this list; put it above`;
  const related = [{ message: `\`${need}\` stands here`, path: [...needed, "id"], at: "value" as const }];
  found.add("late_need", place, message, "value", { related });
}

/** Under one_for_one nobody is restarted along: what has lost its connection would have to notice by itself. */
function warnOfRestart(needed: ChildSpec | null, around: Around, place: Place, found: Findings): void {
  if (!needed || around.strategy !== "one_for_one" || !mayRestart(needed)) return;
  const remedy = around.dynamic
    ? "put both under a supervisor with strategy: rest_for_one"
    : "write strategy: rest_for_one, which restarts it along";
  found.add("outlives_need", place, `a restart of \`${needed.id}\` leaves this child running; ${remedy}`);
}

/** Whether an exit of the child may be answered with a restart. */
export function mayRestart({ life }: ChildSpec): boolean {
  return life.by === "restart" ? life.restart !== "temporary" : life.count !== 0 && life.plan.some(restarts);
}

function restarts(step: PlanStep): boolean {
  switch (step.do) {
    case "restart":
    case "function":
      return true;
    case "when":
      return step.clauses.some(({ element }) => restarts(element));
    case "wait":
    case "delete":
    case "stop":
      return false;
  }
}

/** The circles that siblings' needs make; each is told once. */
class Cycles {
  readonly #needs: ReadonlyMap<string, readonly string[]>;
  readonly #told = new Set<string>();

  constructor(siblings: readonly Sibling[]) {
    this.#needs = withoutEnd(new Map(siblings.map(({ id, needs }) => [id, needs])));
  }

  /** The ids of the shortest circle that goes from `from` to `to` and back; null when there is none. */
  through(from: string, to: string): readonly string[] | "told" | null {
    if (!this.#needs.has(from) || !this.#needs.has(to)) return null;
    if (this.#told.has(from) && this.#told.has(to)) return "told";
    const cameFrom = new Map<string, string>([[to, from]]);
    for (const id of cameFrom.keys()) {
      // a Map goes on to what is added meanwhile
      if (id === from) break;
      for (const need of this.#needs.get(id) ?? []) if (!cameFrom.has(need)) cameFrom.set(need, id);
    }
    if (!cameFrom.has(from)) return null;
    const back: string[] = [];
    for (let id = cameFrom.get(from); id !== undefined && id !== from; id = cameFrom.get(id)) back.unshift(id);
    const cycle = [from, ...back];
    for (const id of cycle) this.#told.add(id);
    return cycle;
  }
}

/** Only those whose needs lead into a circle: whoever needs nobody is left out, then whoever needs only those, and so on. */
function withoutEnd(needs: ReadonlyMap<string, readonly string[]>): Map<string, readonly string[]> {
  const open = new Map([...needs].map(([id, of]) => [id, of.filter((need) => needs.has(need)).length]));
  const neededBy = new Map<string, string[]>();
  for (const [id, of] of needs) {
    for (const need of of) {
      const by = neededBy.get(need);
      if (by) by.push(id);
      else neededBy.set(need, [id]);
    }
  }
  const free = new Set([...open].filter(([, count]) => count === 0).map(([id]) => id));
  for (const id of free) {
    for (const by of neededBy.get(id) ?? []) {
      const left = (open.get(by) ?? 0) - 1;
      open.set(by, left);
      if (left === 0) free.add(by);
    }
  }
  return new Map([...needs].filter(([id]) => !free.has(id)));
}
