import { Document, parseDocument } from "yaml";
import { z } from "zod";
import { type Count, count, type PlanElement, planElement } from "../../wire/index.ts";
import { t } from "../t.ts";

/** A plan as one types it: `[restart, {restart: 5s}, stop]`. */
export function planText(plan: readonly PlanElement[]): string {
  const document = new Document(plan, { flow: true });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

export function elementText(element: PlanElement): string {
  return planText([element]).slice(1, -1);
}

export type Read<T> = { ok: true; value: T } | { ok: false; message: string };

/** Reads a typed plan for its shape; whether its durations and signals are right is the runtime's to judge. */
export function readPlan(text: string): Read<PlanElement[]> {
  const yaml = readYaml(text.trim() === "" ? "[]" : text);
  if (!yaml.ok) return yaml;
  const { value } = yaml;
  if (!Array.isArray(value)) return { ok: false, message: t("A plan is a list: [restart, {restart: 5s}, stop].") };
  for (const [index, element] of value.entries()) {
    if (!planElement.safeParse(element).success) return { ok: false, message: elementProblem(element, index) };
  }
  return { ok: true, value: z.array(planElement).parse(value) };
}

/** An alias without an anchor is found out only when the value is made, and thrown. */
export function readYaml(text: string): Read<unknown> {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken) return { ok: false, message: t("Not YAML: {0}", firstLine(broken.message)) };
  try {
    return { ok: true, value: document.toJS() };
  } catch (error) {
    return { ok: false, message: `Not YAML: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** `3`, `0` or `infinity`. */
export function readCount(text: string): Read<Count> {
  const word = text.trim();
  const read = count.safeParse(/^\d+$/.test(word) ? Number(word) : word);
  if (read.success) return { ok: true, value: read.data };
  return { ok: false, message: t("A count is a whole number from 0, or infinity.") };
}

function elementProblem(element: unknown, index: number): string {
  const remedy = t("Use restart, {restart: 5s}, wait, delete, stop, {stop: reason} or {when: […]}.");
  return t("Element {0}, {1}, is none of a plan. {2}", index + 1, JSON.stringify(element), remedy);
}

function firstLine(text: string): string {
  return text.split("\n")[0]?.replace(/:$/, ".") ?? text;
}
