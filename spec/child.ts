import { Findings, guarded, type Place, toFault } from "./findings.ts";
import { checkLife } from "./life.ts";
import type { Checked, ChildSpec, Fault, SupervisorSpec, WorkerSpec } from "./model.ts";
import { numberOf } from "./placeholder.ts";
import { kindOf } from "./remains.ts";
import { type DefaultChild, defaultChild, type SupervisorDocument, type WorkerDocument } from "./schema.ts";
import { listedChildren, templateChild } from "./supervisor.ts";
import { validate } from "./validate.ts";
import { type Nursery, workerOf } from "./worker.ts";

/**
 * A child for a supervisor that runs already (start_child), from its document. It takes from the supervisor's default child spec
 * as the spec would have it; `{n}` is known where the id is one that the supervisor's template gives.
 * `siblings` are the children that it has now, those of its spec if nobody says otherwise.
 */
export function parseChild(
  document: unknown,
  supervisor: SupervisorSpec,
  siblings: readonly string[] = idsOf(supervisor),
): Checked<ChildSpec> {
  return checked("child", (found) => childrenFrom([document], supervisor, siblings, found)[0] ?? null);
}

/**
 * All that is wrong with children that a supervisor might get (check_childspecs), from their documents: two with one id included.
 * Places are such as `children[1].plan[0]`; empty when nothing is wrong.
 */
export function parseChildren(
  documents: unknown,
  supervisor: SupervisorSpec,
  siblings: readonly string[] = idsOf(supervisor),
): readonly Fault[] {
  const found = new Findings();
  if (Array.isArray(documents)) guarded(() => childrenFrom(documents, supervisor, siblings, found), found);
  else found.add("wrong_type", ["children"], "these are no child specs; send a list of them");
  return found.all.map((finding) => toFault(finding, ""));
}

/** A default child spec by itself, from its document; what it is worth to a child is found when they are combined. */
export function parseDefault(document: unknown): Checked<DefaultChild> {
  return checked("default", (found) => {
    const place: Place = ["default"];
    const value = validate(defaultChild, document, place, { name: "t", default: document }, found);
    if (value) checkLife(value, place, found);
    return value;
  });
}

/**
 * A child with `append: true`, combined anew: `own` is what it says itself, `supervisor.default` the new default child spec.
 * Without a default there is nothing to append to, and the child stands on what it says itself.
 */
export function recombine(supervisor: SupervisorSpec, own: WorkerDocument): Checked<WorkerSpec> {
  return checked("child", (found) => {
    const alone = supervisor.default ? own : { ...own, append: false };
    const worker = workerOf(alone, numberIn(supervisor, own.id), ["children", 0], nurseryOf(supervisor), found);
    return worker && { ...worker, appends: own };
  });
}

/** The n-th child of a supervisor whose children come from a template, as `scale` starts it. */
export function expand(supervisor: SupervisorSpec, n: number): Checked<ChildSpec> {
  const { template } = supervisor;
  if (!template) {
    const message = `the children of ${supervisor.id} are listed, not made from a template; add a child by its own child spec instead`;
    return {
      ok: false,
      problems: [{ code: "template_without_default", severity: "error", message, where: supervisor.id }],
    };
  }
  return checked("default", (found) => templateChild(template.id, n, nurseryOf(supervisor), found));
}

/** What the child's place in the tree gives it; how many there may be is not asked here, since only the running tree knows how many there are. */
function nurseryOf(supervisor: SupervisorSpec): Nursery {
  const settings: SupervisorDocument = {
    strategy: supervisor.strategy,
    auto_shutdown: supervisor.autoShutdown,
    ...(supervisor.dynamic ? { dynamic: {} } : {}),
    ...(supervisor.default ? { default: supervisor.default } : {}),
  };
  return { settings, inherits: supervisor.template !== null || supervisor.dynamic !== null, defaultPlace: ["default"] };
}

function childrenFrom(
  documents: readonly unknown[],
  supervisor: SupervisorSpec,
  started: readonly string[],
  found: Findings,
): ChildSpec[] {
  const place: Place = ["children"];
  const spec = { name: supervisor.id, children: documents };
  const own = documents.map((document, index) => validate(kindOf(document), document, [...place, index], spec, found));
  const company = { started, numberOf: (id: string) => numberIn(supervisor, id) };
  return listedChildren(own, place, nurseryOf(supervisor), found, company);
}

function idsOf({ children }: SupervisorSpec): string[] {
  return children.map(({ id }) => id);
}

function numberIn({ template }: SupervisorSpec, id: string): number | null {
  return template ? numberOf(template.id, id) : null;
}

/** Runs a reading of one child or default and names its places from `where` on instead of from the spec's root. */
function checked<T>(where: string, read: (found: Findings) => T | null): Checked<T> {
  const found = new Findings();
  const value = guarded(() => read(found), found);
  const problems = found.all.map((finding) => {
    const place =
      finding.path[0] === "children"
        ? finding.path.slice(2)
        : finding.path[0] === "default"
          ? finding.path.slice(1)
          : finding.path;
    return toFault({ ...finding, path: place }, finding.path[0] === "default" ? "default" : where);
  });
  return value && !found.hasError ? { ok: true, value, problems } : { ok: false, problems };
}
