import type { Hover, Position } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { alternatives, type JsonSchema, type Place, parsePlan, shapesAt } from "../spec/index.ts";
import { explainPlan } from "./explain.ts";
import { covers, documentOf, find, valueAt, valueIn } from "./place.ts";

/** What the word at a position means; anywhere in a plan, what the whole plan does. */
export function hoverAt(document: TextDocument, position: Position): Hover | null {
  const offset = document.offsetAt(position);
  const parsed = documentOf(document.getText());
  const found = parsed ? find(parsed, (scalar) => covers(scalar, offset), offset) : null;
  if (!parsed || !found) return null;
  const value = valueIn(parsed);
  const [from, to] = found.scalar.range ?? [offset, offset];
  const place = found.at === "key" ? [...found.place, String(found.scalar.value)] : found.place;
  const text = planSentence(place, value) ?? description(place, value);
  if (!text) return null;
  return {
    contents: { kind: "markdown", value: text },
    range: { start: document.positionAt(from), end: document.positionAt(to) },
  };
}

function planSentence(place: Place, spec: unknown): string | null {
  const index = place.lastIndexOf("plan");
  if (index < 0) return null;
  const child = place.slice(0, index);
  const plan = parsePlan(valueAt([...child, "plan"], spec), "plan");
  if (!plan.ok) return null;
  const written = valueAt([...child, "count"], spec);
  const count = typeof written === "number" || written === "infinity" ? written : 1;
  return explainPlan(plan.value, count, supervisorOf(child, spec));
}

/** The name of the supervisor that a child at this place has: the nearest one around it, else the tree's. */
function supervisorOf(child: Place, spec: unknown): string {
  const inDefault = child.at(-1) === "default" ? child.slice(0, child.at(-2) === "supervisor" ? -2 : -1) : null;
  const around = inDefault ?? child.slice(0, child.lastIndexOf("children"));
  const name = valueAt([...around, around.length === 0 ? "name" : "id"], spec);
  return typeof name === "string" ? name : "its supervisor";
}

function description(place: Place, spec: unknown): string | null {
  const shapes = shapesAt(place, spec).flatMap((shape) => alternatives(shape));
  const fitting = shapes.filter((shape) => fits(shape, valueAt(place, spec)));
  const described = (fitting.length > 0 ? fitting : shapes).flatMap((shape) => shape.description ?? []);
  return [...new Set(described)].join("\n\n") || null;
}

/** Whether a value is of a shape's kind: a word is no map, whatever else the place allows. */
function fits({ type }: JsonSchema, value: unknown): boolean {
  if (Array.isArray(value)) return type === "array";
  return typeof value === type || (typeof value === "number" && type === "integer");
}
