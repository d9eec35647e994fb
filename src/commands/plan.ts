import * as vscode from "vscode";
import type { TreeNode } from "../../wire/index.ts";
import { confirmed, question } from "../acts/confirm.ts";
import { type ProcessAct, perform } from "../acts/perform.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { SpecWriter } from "../plan/spec-writer.ts";
import { planText, type Read, readCount, readPlan } from "../plan/text.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { ask } from "./ask.ts";
import { command, tell } from "./command.ts";
import { type CallStackTarget, pickChildren, type Target } from "./pick-children.ts";

/** Plan, count and number of children, changed while the process runs. */
export function planCommands(
  nodes: Nodes,
  writer: SpecWriter,
  callStack: CallStackTarget,
  reporter: Reporter,
): vscode.Disposable {
  const onOne = (id: string, title: string, fits: (child: TreeNode) => boolean, change: Change) =>
    command(id, title, reporter, async (...args) => {
      const [target] = await pickChildren(nodes, callStack, args, {
        title,
        none: t("{0}: no child fits.", title),
        fits,
      });
      const done = target ? await change(target) : null;
      if (!target || done === null) return;
      tell(done);
      writer.offer(target.node, target.child.path, done);
    });
  return vscode.Disposable.from(
    onOne("supertree.changePlan", t("Change Plan"), (child) => child.parent !== null, changePlan),
    onOne("supertree.changeCount", t("Change Count"), (child) => child.plan !== null, changeCount),
    onOne("supertree.scale", t("Scale"), (child) => child.kind === "supervisor" && child.dynamic !== null, scale),
  );
}

/** Answers with a sentence about what was done; null when the person turned away. */
type Change = (target: Target) => Promise<string | null>;

async function changePlan({ node, child }: Target): Promise<string | null> {
  const plan = await ask({
    title: t("Change Plan of {0}", child.path),
    prompt: child.restart === null ? planPrompt : t("It lives by restart: {0} now. {1}", child.restart, planPrompt),
    value: planText(child.plan?.elements ?? ["restart"]),
    read: readPlan,
  });
  if (plan === undefined) return null;
  const act: ProcessAct = { do: "change_plan", path: child.path, plan, count: child.plan?.count ?? 1 };
  return perform(node, act);
}

const planPrompt = t("The 1st exit runs the 1st element, and so on. Effective at once; the process is not touched.");

async function changeCount({ node, child }: Target): Promise<string | null> {
  const count = await ask({
    title: t("Change Count of {0}", child.path),
    prompt: t("How many times the whole plan may be run: a whole number, or infinity."),
    value: String(child.plan?.count ?? 1),
    read: readCount,
  });
  if (count === undefined) return null;
  await node.call("change_count", { path: child.path, count });
  return count === "infinity"
    ? t("The plan of {0} may be run any number of times now.", child.path)
    : t("The plan of {0} may be run {1} times now.", child.path, count);
}

async function scale({ node, child }: Target): Promise<string | null> {
  const now = node.state.kind === "connected" ? node.state.outline.children(child.path).length : 0;
  const to = await ask({
    title: t("Scale {0}", child.path),
    prompt: t("How many children it should have."),
    value: String(now),
    read: readNumber,
  });
  if (to === undefined) return null;
  const act: ProcessAct = { do: "scale", path: child.path, to };
  return (await confirmed(question(node, [act]))) ? perform(node, act) : null;
}

function readNumber(text: string): Read<number> {
  const word = text.trim();
  if (/^\d{1,6}$/.test(word)) return { ok: true, value: Number(word) };
  return { ok: false, message: t("A whole number from 0 to 999999.") };
}
