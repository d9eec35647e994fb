import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Document, isCollection, isScalar, parse, visit } from "yaml";
import type { PlanDocument, PlanElementDocument } from "../../../spec/index.ts";
import { type Change, writeBack } from "../../../spec/write-back/index.ts";

interface Child {
  id: string;
  run?: string;
  plan?: PlanDocument;
  restart?: string;
  count?: number;
  supervisor?: { strategy?: string; intensity?: { restarts: number; period: string }; default?: Omit<Child, "id"> };
  children?: Child[] | { from: number; to: number; id: string };
}

const element = fc.constantFrom<PlanElementDocument>(
  "restart",
  "wait",
  "stop",
  { restart: "5s" },
  { stop: "a, b: {c} # d" },
  { restart: { delay: "1s", factor: 3, max: "1m", jitter: 0 } },
  { when: [{ code: [0, 1], do: "delete" }, { do: { restart: "1s" } }] },
);
const plan = fc.array(element, { maxLength: 4 });
const count = fc.nat(5);
const maybe = <T extends object>(of: fc.Arbitrary<T>) => fc.option(of, { nil: {} as T });
const life = fc.oneof(
  fc.constant({}),
  fc.record({ plan }),
  fc.record({ plan, count }),
  fc.constantFrom({ restart: "permanent" }, { restart: "transient" }),
);
const run = fc.constantFrom("node a.ts", "sh -c 'a: b # c'", "two\nlines", "{id}, [x]");
const settings = fc
  .tuple(
    maybe(fc.record({ strategy: fc.constantFrom("one_for_all", "rest_for_one") })),
    maybe(fc.record({ intensity: fc.record({ restarts: fc.nat(9), period: fc.constantFrom("1s", "5s") }) })),
  )
  .map(([a, b]) => ({ ...a, ...b }));

const worker = fc.tuple(run, life).map(([command, lives]) => ({ run: command, ...lives }));
const made = fc.tuple(settings, worker, life, fc.integer({ min: 0, max: 3 })).map(([own, base, lives, to]) => ({
  supervisor: { ...own, default: base },
  children: { from: 1, to, id: "n-{n}" },
  ...lives,
}));
const listed = fc
  .tuple(settings, fc.array(worker, { maxLength: 3 }), life)
  .map(([own, children, lives]) => ({ supervisor: own, children: named(children), ...lives }));
const spec = fc
  .tuple(settings, fc.array(fc.oneof(worker, made, listed), { minLength: 1, maxLength: 4 }))
  .map(([own, children]) => ({ name: "t", ...own, children: named(children) as Child[] }));

function named<T extends object>(children: readonly T[]): (T & { id: string })[] {
  return children.map((child, index) => ({ id: `c${index}`, ...child }));
}

/** The document as some person would write it: here in braces, there in lines, with comments and quotes. */
const style = fc.record({
  flow: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 60, maxLength: 60 }),
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  flowCollectionPadding: fc.boolean(),
  crlf: fc.boolean(),
});

function render(
  value: unknown,
  how: { flow: number[]; indent: number; indentSeq: boolean; flowCollectionPadding: boolean; crlf: boolean },
): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  let drawn = 0;
  const next = (): number => how.flow[drawn++ % how.flow.length] ?? 1;
  let comments = 0;
  visit(document, {
    Node(key, node, path) {
      const inFlow = path.some((parent) => isCollection(parent) && parent.flow);
      if (isCollection(node) && path.length > 1 && !inFlow && next() === 0) node.flow = true;
      if (inFlow) return;
      if (key === "key") {
        if (next() === 0) node.commentBefore = ` before ${++comments}`;
        return;
      }
      if (isScalar(node) && next() === 0 && !String(node.value).includes("\n")) node.comment = ` behind ${++comments}`;
      if (isScalar(node) && typeof node.value === "string" && next() === 0) node.type = "QUOTE_DOUBLE";
    },
  });
  const text = document.toString({ ...how, lineWidth: 0 });
  return how.crlf ? text.replaceAll("\n", "\r\n") : text;
}

/** A path of the spec, with where its plan, and its settings, are in the document. */
function places(value: { name: string; children: Child[] }) {
  const out: { path: string; life: Child | Omit<Child, "id">; own: Child; template: boolean }[] = [];
  const visitChild = (child: Child, path: string) => {
    out.push({ path, life: child, own: child, template: false });
    const { children = [], supervisor } = child;
    if (Array.isArray(children)) for (const below of children) visitChild(below, `${path}/${below.id}`);
    else if (children.to > 0 && supervisor?.default)
      out.push({ path: `${path}/n-1`, life: supervisor.default, own: child, template: true });
  };
  for (const child of value.children) visitChild(child, `${value.name}/${child.id}`);
  return out;
}

test("of any spec in any style only what is changed is different afterwards, and no comment is lost", () => {
  const changes = fc.record({
    which: fc.nat(),
    plan,
    count,
    scale: fc.nat(5),
    what: fc.constantFrom("plan", "both", "strategy", "scale", "intensity"),
  });
  fc.assert(
    fc.property(spec, style, changes, (before, how, { which, plan, count, scale, what }) => {
      const value = structuredClone(before);
      const text = render(value, how);
      const all = places(value);
      const target = all[which % all.length];
      assert.ok(target);
      const { path, life, own, template } = target;
      const change: Change = { path };
      if (what === "plan" || what === "both") {
        change.plan = plan;
        if (what === "both") change.count = count;
        life.plan = plan;
        delete life.restart;
        if (what === "both" && (life.count ?? 1) !== count) life.count = count;
      } else if (template || !own.supervisor) return;
      else if (what === "strategy") own.supervisor.strategy = change.strategy = "one_for_all";
      else if (what === "intensity") own.supervisor.intensity = change.intensity = { restarts: 7, period: "7s" };
      else if (!Array.isArray(own.children) && own.children) own.children.to = change.scale = scale;

      const written = writeBack(text, "yaml", [change]);
      assert.ok(written.ok, `${written.ok ? "" : written.message}\n${text}`);
      assert.deepEqual(
        parse(written.text),
        parse(render(value, { ...how, crlf: false, flow: [] })),
        `${text}\n--->\n${written.text}`,
      );
      const kept = text.match(/# (before|behind) \d+/g) ?? [];
      const lost = kept.filter((comment) => !written.text.includes(comment));
      if (what !== "plan" && what !== "both") assert.deepEqual(lost, [], `${text}\n--->\n${written.text}`);
      assert.equal(/[^\r]\n/.test(written.text), !how.crlf && written.text.includes("\n"));
    }),
    { numRuns: 400 },
  );
});
