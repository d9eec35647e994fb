import type { Place } from "./findings.ts";

/** One plan element of a document: what stands there, where, and what one would call it: `fleet/api plan[1]`. */
export interface Standing {
  element: unknown;
  place: Place;
  name: string;
  /** The path of the child, or of the supervisor whose default child spec it is. */
  path: string;
}

type Replace = (standing: Standing) => unknown;
type Keys = Readonly<Record<string, unknown>>;
interface Here {
  path: string;
  place: Place;
}

/** The document with each of its plan elements replaced, those in the clauses of a `when` included. Whatever is no spec stays as it is. */
export function replaceElements(document: unknown, replace: Replace): unknown {
  if (!isMap(document)) return document;
  return ofChildren(
    withDefault(document, { path: String(document.name), place: [] }, replace),
    { path: String(document.name), place: [] },
    replace,
  );
}

/** The elements that name a function, `{ function: name }`, with their places. */
export function functionsIn(document: unknown): { name: string; place: Place }[] {
  const named: { name: string; place: Place }[] = [];
  replaceElements(document, ({ element, place }) => {
    if (isMap(element) && "function" in element) named.push({ name: String(element.function), place });
    return element;
  });
  return named;
}

function ofChildren(parent: Keys, { path, place }: Here, replace: Replace): Keys {
  const { children } = parent;
  if (!Array.isArray(children)) return parent;
  const replaced = children.map((child: unknown, index) =>
    isMap(child)
      ? ofChild(child, { path: `${path}/${String(child.id)}`, place: [...place, "children", index] }, replace)
      : child,
  );
  return { ...parent, children: replaced };
}

function ofChild(child: Keys, here: Here, replace: Replace): Keys {
  const own = withPlan(child, here, `${here.path} plan`, replace);
  const { supervisor } = own;
  if (!isMap(supervisor)) return own;
  const settings = withDefault(supervisor, { ...here, place: [...here.place, "supervisor"] }, replace);
  return ofChildren({ ...own, supervisor: settings }, here, replace);
}

function withDefault(settings: Keys, { path, place }: Here, replace: Replace): Keys {
  const { default: base } = settings;
  if (!isMap(base)) return settings;
  return {
    ...settings,
    default: withPlan(base, { path, place: [...place, "default"] }, `${path} default plan`, replace),
  };
}

function withPlan(keys: Keys, { path, place }: Here, name: string, replace: Replace): Keys {
  const { plan } = keys;
  if (!Array.isArray(plan)) return keys;
  const replaced = plan.map((element: unknown, index) =>
    withClauses({ element, path, place: [...place, "plan", index], name: `${name}[${index}]` }, replace),
  );
  return { ...keys, plan: replaced };
}

function withClauses(standing: Standing, replace: Replace): unknown {
  const { element, place, name } = standing;
  if (!isMap(element) || !Array.isArray(element.when)) return replace(standing);
  const clauses = element.when.map((clause: unknown, index) => {
    if (!isMap(clause)) return clause;
    const inner = {
      ...standing,
      element: clause.do,
      place: [...place, "when", index, "do"],
      name: `${name}.when[${index}].do`,
    };
    return { ...clause, do: withClauses(inner, replace) };
  });
  return { ...element, when: clauses };
}

function isMap(value: unknown): value is Keys {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
