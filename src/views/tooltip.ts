import * as vscode from "vscode";
import type { Exit, PlanView, TreeNode } from "../../wire/index.ts";
import { elementText } from "../plan/text.ts";

/** What one wants to know of a child before acting on it: state, plan with the next element marked, counters, last exit. */
export function tooltipOf(child: TreeNode): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown("**");
  text.appendText(child.path);
  text.appendMarkdown(`** — ${child.state} since ${time(child.since)}\n\n`);
  for (const [name, value] of facts(child)) {
    text.appendMarkdown(`- ${name}: ${value}\n`);
  }
  return text;
}

function facts(child: TreeNode): [name: string, markdown: string][] {
  const list: [string, string][] = [];
  if (child.plan !== null) list.push(["plan", planMarkdown(child.plan)], ["plan runs", runs(child.plan)]);
  if (child.restart !== null) list.push(["restart", code(child.restart)]);
  list.push(["incarnation", `${child.incarnation}`], ["restarts", `${child.restarts}`]);
  if (child.lastExit !== null) list.push(["last exit", exitMarkdown(child.lastExit)]);
  if (child.onHold) list.push(["on hold", "its exit is answered, and a due restart made, when it is released"]);
  if (child.dueAt !== null) list.push(["restart due", time(child.dueAt)]);
  if (child.kind === "supervisor") return [...list, ...supervisorFacts(child)];
  list.push(["command", code(child.command)]);
  if (child.pid !== null) list.push(["pid", `${child.pid}`]);
  if (child.node !== null) list.push(["Node", `${child.node}${child.debugged ? ", debugged" : ""}`]);
  return list;
}

function supervisorFacts(child: TreeNode & { kind: "supervisor" }): [string, string][] {
  const list: [string, string][] = [["strategy", code(child.strategy)]];
  const { intensity, dynamic } = child;
  if (intensity) list.push(["intensity", `${intensity.restarts} restarts in ${intensity.periodMs / 1000} s`]);
  if (dynamic) list.push(["dynamic", dynamic.max === "infinity" ? "any number of children" : `at most ${dynamic.max}`]);
  return list;
}

/** `restart` → **`{restart: 5s}`** → `stop`: the bold one is what the next exit executes. */
function planMarkdown(plan: PlanView): string {
  if (plan.elements.length === 0) return "empty: the next exit ends the supervisor";
  return plan.elements
    .map((element, index) => (index === plan.at ? `**${code(elementText(element))}**` : code(elementText(element))))
    .join(" → ");
}

function runs(plan: PlanView): string {
  return `${plan.runs} of ${plan.count}`;
}

function exitMarkdown({ reason, at, incarnation }: Exit): string {
  return `${reasonText(reason)} of #${incarnation} at ${time(at)}`;
}

function reasonText(reason: Exit["reason"]): string {
  if (typeof reason === "string") return reason;
  if ("code" in reason) return `exit code ${reason.code}`;
  if ("signal" in reason) return reason.signal;
  return code(reason.error);
}

function code(text: string): string {
  const fence = "`".repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length)) + 1);
  return fence.length === 1 ? `\`${oneLine(text)}\`` : `${fence} ${oneLine(text)} ${fence}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

function time(at: number): string {
  return new Date(at).toLocaleTimeString();
}
