import { type Finding, Findings, type Place, type Standing } from "./findings.ts";
import type { ChildSpec } from "./model.ts";
import { kindOf, Remains, remainsOf } from "./remains.ts";
import type { ChildSpecDocument } from "./schema.ts";
import { validate } from "./validate.ts";

/** A child as it was read: its document, or what remains of one that was refused and reported. */
export type Given = ChildSpecDocument | Remains | null;
interface Read {
  given: Given;
  below: Listed | null;
  place: Place;
  findings: readonly Finding[];
}
/** Children that stand in a list, read one by one. */
export interface Listed {
  given: readonly Given[];
  /** The ids of those that were refused: needing one of them is no mistake. */
  unread: readonly string[];
}
interface Born {
  spec: ChildSpec | null;
  settings: string;
  place: Place;
  findings: readonly Finding[];
  workers: readonly Standing[];
}

/**
 * What is known already of the children of a spec that is read again and again: a value that is the same as before, and stands
 * under the same settings, is not judged anew. What is said of it moves to the place where it stands now.
 */
export class ChildMemory {
  readonly #read = new WeakMap<object, Read>();
  readonly #below = new WeakMap<object, Listed>();
  readonly #born = new WeakMap<object, Born>();

  /** Children that are listed are judged one by one, so that a mistake in one hides nothing about the others. */
  listed(values: readonly unknown[], place: Place, spec: unknown, found: Findings): Listed {
    const given = values.map((value, index) => this.validated(value, [...place, index], spec, found));
    const isUnread = (child: Given | undefined) => child === null || child instanceof Remains;
    return { given, unread: values.filter((_, index) => isUnread(given[index])).map(idOf) };
  }

  /** The child's document, whose own children are in `below`; what is wrong with it is reported. */
  validated(value: unknown, place: Place, spec: unknown, found: Findings): Given {
    if (typeof value !== "object" || value === null) return validate(kindOf(value), value, place, spec, found);
    const known = this.#read.get(value) ?? this.#readAnew(value, place, spec);
    this.#read.set(value, known);
    for (const finding of known.findings) found.report(moved(finding, known.place, place));
    const document = known.given instanceof Remains ? known.given.document : known.given;
    if (document && known.below) this.#below.set(document, known.below);
    return known.given;
  }

  /** The children of a supervisor that `validated` gave. */
  below(document: ChildSpecDocument): Listed | null {
    return this.#below.get(document) ?? null;
  }

  #readAnew(value: object, place: Place, spec: unknown): Read {
    const own = new Findings();
    const children = childrenIn(value);
    const below = children && this.listed(children, [...place, "children"], spec, own);
    const document = validate(kindOf(value), children ? { ...value, children: [] } : value, place, spec, own);
    return { given: document ?? remainsOf(value), below, place, findings: own.all };
  }

  /** What `make` makes of a document at a place; `settings` is all else that it depends on. */
  born(
    document: ChildSpecDocument | Remains,
    place: Place,
    settings: string,
    found: Findings,
    make: (found: Findings) => ChildSpec | null,
  ): ChildSpec | null {
    const before = this.#born.get(document);
    const known = before?.settings === settings ? before : bornAnew(place, settings, make);
    this.#born.set(document, known);
    for (const finding of known.findings) found.report(moved(finding, known.place, place));
    const stays = samePlace(known.place, place);
    for (const standing of known.workers)
      found.workers.push(stays ? standing : movedStanding(standing, known.place, place));
    return known.spec;
  }
}

/** The children of a supervisor, or of a spec, where they are a list. */
export function childrenIn(value: unknown): readonly unknown[] | null {
  return typeof value === "object" && value !== null && "children" in value && Array.isArray(value.children)
    ? value.children
    : null;
}

function idOf(child: unknown): string {
  return typeof child === "object" && child !== null && "id" in child && typeof child.id === "string" ? child.id : "";
}

function bornAnew(place: Place, settings: string, make: (found: Findings) => ChildSpec | null): Born {
  const own = new Findings();
  const spec = make(own);
  return { spec, settings, place, findings: own.all, workers: own.workers };
}

function moved(finding: Finding, from: Place, to: Place): Finding {
  if (samePlace(from, to)) return finding;
  const { until, related } = finding;
  return {
    ...finding,
    path: movedPlace(finding.path, from, to),
    ...(until ? { until: movedPlace(until, from, to) } : {}),
    ...(related ? { related: related.map((one) => ({ ...one, path: movedPlace(one.path, from, to) })) } : {}),
  };
}

function movedStanding({ worker, ...places }: Standing, from: Place, to: Place): Standing {
  const { place, run, cwd, ready, alive } = places;
  const at = (one: Place) => movedPlace(one, from, to);
  return { worker, place: at(place), run: at(run), cwd: at(cwd), ready: at(ready), alive: at(alive) };
}

function movedPlace(path: Place, from: Place, to: Place): Place {
  return from.every((part, index) => path[index] === part) ? [...to, ...path.slice(from.length)] : path;
}

function samePlace(a: Place, b: Place): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
