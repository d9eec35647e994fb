import { durationForm, type PlanElement } from "../../wire/index.ts";
import type { Editor } from "../state.ts";
import { parsePlan, planText } from "./text.ts";

/** What the hand does to a plan's chips; places count from 0. */
export type PlanEvent =
  /** Opens a chip for a closer look, or closes it. */
  | { kind: "picked"; index: number }
  | { kind: "moved"; from: number; to: number }
  | { kind: "removed"; index: number }
  | { kind: "added"; element: PlanElement }
  | { kind: "set"; index: number; element: PlanElement };

/** The text stays the truth: chips are read from it and written into it. While it is no plan there are no chips to touch. */
export function chipped(editor: Editor, event: PlanEvent): Editor {
  const parsed = parsePlan(editor.text);
  if (!parsed.ok) return editor;
  const { plan } = parsed;
  switch (event.kind) {
    case "picked":
      return { ...editor, picked: event.index === editor.picked || !plan[event.index] ? null : event.index };
    case "moved":
      return moved(editor, plan, event.from, event.to);
    case "removed":
      return written(editor, plan.toSpliced(event.index, 1), null);
    case "added":
      return written(editor, [...plan, event.element], kindOf(event.element) === "restart" ? null : plan.length);
    case "set":
      return written(editor, plan.with(event.index, event.element), event.index);
  }
}

function moved(editor: Editor, plan: readonly PlanElement[], from: number, to: number): Editor {
  const element = plan[from];
  if (element === undefined || to < 0 || to >= plan.length) return editor;
  const rest = plan.toSpliced(from, 1);
  return written(editor, rest.toSpliced(to, 0, element), editor.picked === from ? to : null);
}

function written(editor: Editor, plan: readonly PlanElement[], picked: number | null): Editor {
  return { ...editor, text: planText(plan), picked };
}

export const elementKinds = ["restart", "restart_after", "backoff", "wait", "delete", "stop", "stop_with"] as const;
/** What a chip's form can make of it; anything else is written as text. */
export type ElementKind = (typeof elementKinds)[number];

/** Null for what only text can say: `when` and functions. */
export function kindOf(element: PlanElement): ElementKind | null {
  if (typeof element === "string") return element;
  if ("restart" in element) return typeof element.restart === "string" ? "restart_after" : "backoff";
  return "stop" in element ? "stop_with" : null;
}

/** An element of this kind, keeping what the one before had in common with it. */
export function elementOf(kind: ElementKind, before: PlanElement | null): PlanElement {
  switch (kind) {
    case "restart":
    case "wait":
    case "delete":
    case "stop":
      return kind;
    case "restart_after":
      return { restart: delayOf(before) };
    case "backoff":
      return { restart: { delay: delayOf(before), factor: 2, max: "1m" } };
    case "stop_with":
      return { stop: "gave_up" };
  }
}

function delayOf(element: PlanElement | null): string {
  if (element === null || typeof element === "string" || !("restart" in element)) return "5s";
  return typeof element.restart === "string" ? element.restart : element.restart.delay;
}

/** A field of a chip's form with what is in it. */
export interface Field {
  name: "delay" | "factor" | "max" | "reason";
  value: string;
}

export function fieldsOf(element: PlanElement): Field[] {
  if (typeof element === "string") return [];
  if ("stop" in element) return [{ name: "reason", value: element.stop }];
  if (!("restart" in element)) return [];
  if (typeof element.restart === "string") return [{ name: "delay", value: element.restart }];
  const { delay, factor, max } = element.restart;
  return [
    { name: "delay", value: delay },
    { name: "factor", value: factor === undefined ? "" : String(factor) },
    { name: "max", value: max ?? "" },
  ];
}

/** The element with a field as it was typed; null while that cannot be. */
export function withField(element: PlanElement, { name, value }: Field): PlanElement | null {
  const text = value.trim();
  if (typeof element === "string") return null;
  if ("stop" in element) return text === "" ? null : { stop: text };
  if (!("restart" in element)) return null;
  if (name === "factor") {
    const factor = Number(text);
    if (typeof element.restart === "string" || !(factor >= 1)) return null;
    return { restart: { ...element.restart, factor } };
  }
  if (!durationForm.test(text)) return null;
  return typeof element.restart === "string" ? { restart: text } : { restart: { ...element.restart, [name]: text } };
}
