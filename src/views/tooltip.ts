import { basename } from "node:path";
import * as vscode from "vscode";
import type { Exit, ModuleVersion, PlanView, TreeNode } from "../../wire/index.ts";
import { stateWord } from "../connection/states.ts";
import { elementText } from "../plan/text.ts";
import { t } from "../t.ts";

/** What one wants to know of a child before acting on it: state, plan with the next element marked, counters, last exit, module versions. */
export function tooltipOf(child: TreeNode, modules: readonly ModuleVersion[] = []): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown("**");
  text.appendText(child.path);
  text.appendMarkdown(`** — ${t("{0} since {1}", stateWord(child.state), time(child.since))}\n\n`);
  for (const [name, value] of facts(child)) {
    text.appendMarkdown(`- ${name}: ${value}\n`);
  }
  if (modules.length > 0) text.appendMarkdown(`- ${t("modules")}: ${modulesMarkdown(modules)}\n`);
  return text;
}

function facts(child: TreeNode): [name: string, markdown: string][] {
  const list: [string, string][] = [];
  if (child.plan !== null) list.push([t("plan"), planMarkdown(child.plan)], [t("plan runs"), runs(child.plan)]);
  if (child.restart !== null) list.push([t("restart"), code(child.restart)]);
  list.push([t("incarnation"), `${child.incarnation}`], [t("restarts"), `${child.restarts}`]);
  if (child.lastExit !== null) list.push([t("last exit"), exitMarkdown(child.lastExit)]);
  if (child.onHold) list.push([t("on hold"), t("its exit is answered, and a due restart made, when it is released")]);
  if (child.dueAt !== null) list.push([t("restart due"), time(child.dueAt)]);
  if (child.kind === "supervisor") return [...list, ...supervisorFacts(child)];
  list.push([t("command"), code(child.command)]);
  if (child.pid !== null) list.push([t("pid"), `${child.pid}`]);
  if (child.node !== null) list.push(["Node", child.debugged ? t("{0}, debugged", child.node) : child.node]);
  return list;
}

function supervisorFacts(child: TreeNode & { kind: "supervisor" }): [string, string][] {
  const list: [string, string][] = [[t("strategy"), code(child.strategy)]];
  const { intensity, dynamic } = child;
  if (intensity)
    list.push([t("intensity"), t("{0} restarts in {1} s", intensity.restarts, intensity.periodMs / 1_000)]);
  if (dynamic)
    list.push([t("dynamic"), dynamic.max === "infinity" ? t("any number of children") : t("at most {0}", dynamic.max)]);
  return list;
}

/** `restart` → **`{restart: 5s}`** → `stop`: the bold one is what the next exit executes. */
function planMarkdown(plan: PlanView): string {
  if (plan.elements.length === 0) return t("empty: the next exit ends the supervisor");
  return plan.elements
    .map((element, index) => (index === plan.at ? `**${code(elementText(element))}**` : code(elementText(element))))
    .join(" → ");
}

/** `device.ts` version 3, `readings.ts` version 1 (differs from disk): those that were changed first. */
function modulesMarkdown(modules: readonly ModuleVersion[]): string {
  const told = [...modules].sort((a, b) => Number(a.current) - Number(b.current) || b.version - a.version);
  const texts = told.slice(0, fewModules).map(({ file, version, current }) => {
    const which = `${code(basename(file))} ${t("version {0}", version)}`;
    return current ? which : `${which} (${t("differs from disk")})`;
  });
  const more = told.length - texts.length;
  return [...texts, ...(more > 0 ? [t("and {0} more", more)] : [])].join(", ");
}

/** More of them belong into the view “Module Versions”. */
const fewModules = 8;

function runs(plan: PlanView): string {
  return t("{0} of {1}", plan.runs, plan.count);
}

function exitMarkdown({ reason, at, incarnation }: Exit): string {
  return t("{0} of #{1} at {2}", reasonText(reason), incarnation, time(at));
}

function reasonText(reason: Exit["reason"]): string {
  if (typeof reason === "string") return reason;
  if ("code" in reason) return t("exit code {0}", reason.code);
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
