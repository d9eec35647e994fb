import { Findings, guarded, type Place, toFault } from "./findings.ts";
import type { Checked, ChildSpec, SupervisorSpec } from "./model.ts";
import { numberOf } from "./placeholder.ts";
import { child as childSchema, type SupervisorDocument } from "./schema.ts";
import { childOf, templateChild } from "./supervisor.ts";
import { validate } from "./validate.ts";
import type { Nursery } from "./worker.ts";

/**
 * A child for a supervisor that runs already (start_child), from its document. It takes from the supervisor's default child spec
 * as the spec would have it; `{n}` is known where the id is one that the supervisor's template gives.
 */
export function parseChild(document: unknown, supervisor: SupervisorSpec): Checked<ChildSpec> {
  return checked("child", (found) => {
    const inSpec = { name: supervisor.id, children: [document] };
    const place: Place = ["children", 0];
    const own = validate(childSchema, document, place, inSpec, found);
    if (!own) return null;
    const n = supervisor.template ? numberOf(supervisor.template.id, own.id) : null;
    return childOf(own, n, place, nurseryOf(supervisor), found);
  });
}

/** The n-th child of a supervisor whose children come from a template, as `scale` starts it. */
export function expand(supervisor: SupervisorSpec, n: number): Checked<ChildSpec> {
  const { template } = supervisor;
  if (!template) {
    const message = `the children of ${supervisor.id} are listed, not made from a template; start a child with start_child`;
    return {
      ok: false,
      problems: [{ code: "template_without_default", severity: "error", message, where: supervisor.id }],
    };
  }
  return checked("default", (found) => templateChild(template.id, n, nurseryOf(supervisor), found));
}

/** What the child's place in the tree gives it. */
function nurseryOf(supervisor: SupervisorSpec): Nursery {
  const settings: SupervisorDocument = {
    auto_shutdown: supervisor.autoShutdown,
    ...(supervisor.default ? { default: supervisor.default } : {}),
  };
  return { settings, inherits: supervisor.template !== null || supervisor.dynamic !== null, defaultPlace: ["default"] };
}

/** Runs a reading of one child and names its places from `where` on instead of from the spec's root. */
function checked(where: string, read: (found: Findings) => ChildSpec | null): Checked<ChildSpec> {
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
