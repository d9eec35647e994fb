import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, stringify } from "yaml";
import { type Count, count, type PlanElement, planElement } from "../../wire/index.ts";
import { t } from "../l10n.ts";
import { durationFault, faultOf } from "./fault.ts";

/** What is wrong with a plan's text, and where: line and column from 1. */
export interface PlanProblem {
  message: string;
  line: number;
  column: number;
}

export type ParsedPlan = { ok: true; plan: PlanElement[] } | { ok: false; problems: PlanProblem[] };

/** `[restart, {restart: 5s}, stop]`: the flow form in which a person writes a plan; `parsePlan` reads it back. */
export function planText(plan: readonly PlanElement[]): string {
  return stringify(plan, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
}

export function parsePlan(text: string): ParsedPlan {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problem = (offset: number, message: string): PlanProblem => {
    const { line, col } = lines.linePos(offset);
    return { message, line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    return { ok: false, problems: document.errors.map((error) => problem(error.pos[0], syntax(error.message))) };
  }
  const value = toValue(document);
  if (!Array.isArray(value))
    return { ok: false, problems: [problem(0, t("A plan is a list, for example [restart, {restart: 5s}, stop]."))] };
  const problems = value.flatMap((element, index) => {
    const parsed = planElement.safeParse(element);
    const fault = parsed.success ? durationFault(parsed.data) : faultOf(element, parsed.error);
    if (!fault) return [];
    return [
      problem(offsetOf(document, [index, ...fault.path], fault.at), t("Element {0}: {1}", index + 1, fault.message)),
    ];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, plan: planElement.array().parse(value) };
}

export type ParsedCount = { ok: true; count: Count } | { ok: false; message: string };

export function parseCount(text: string): ParsedCount {
  const trimmed = text.trim();
  const parsed = count.safeParse(/^\d+$/.test(trimmed) ? Number(trimmed) : trimmed);
  return parsed.success
    ? { ok: true, count: parsed.data }
    : { ok: false, message: t("The count is a whole number from 0, or infinity.") };
}

/** A document may name more aliases than yaml is willing to expand: such text is no plan either. */
function toValue(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}

/** Where the value at a path begins, or its name; for a missing one, where the nearest one around it begins. */
function offsetOf(document: Document, path: readonly PropertyKey[], at: "value" | "name"): number {
  const around = at === "name" ? document.getIn(path.slice(0, -1), true) : null;
  const pair = isMap(around) ? around.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
  if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0];
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** The parser's sentence, with the end that every sentence has. */
function syntax(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
