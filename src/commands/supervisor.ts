import * as vscode from "vscode";
import { intensityIn, type Strategy, type SupervisorNode } from "../../wire/index.ts";
import { perform } from "../acts/perform.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import type { SpecWriter } from "../plan/spec-writer.ts";
import type { Read } from "../plan/text.ts";
import type { Reporter } from "../reports/reporter.ts";
import type { Traces } from "../reports/traces.ts";
import { t } from "../t.ts";
import { ask } from "./ask.ts";
import { command, tell } from "./command.ts";
import { type CallStackTarget, pickChildren } from "./pick-children.ts";

/** A supervisor that a command is about, and the tree that it is in. */
export interface SupervisorTarget {
  node: RuntimeNode;
  supervisor: SupervisorNode;
}

/** A supervisor's own settings, changed while its children run. */
export function supervisorCommands(
  nodes: Nodes,
  writer: SpecWriter,
  traces: Traces,
  callStack: CallStackTarget,
  reporter: Reporter,
): vscode.Disposable {
  const changing = (id: string, title: string, change: (target: SupervisorTarget) => Promise<string | null>) =>
    command(id, title, reporter, async (...args) => {
      const target = await pickSupervisor(nodes, callStack, args, title);
      const done = target && (await change(target));
      if (!target || !done) return;
      tell(done);
      writer.offer(target.node, target.supervisor.path, done);
    });
  return vscode.Disposable.from(
    changing("supertree.changeStrategy", t("Change Strategy"), changeStrategy),
    changing("supertree.changeIntensity", t("Change Intensity"), changeIntensity),
    command("supertree.trace", t("Trace Supervisor"), reporter, async (...args) => {
      const target = await pickSupervisor(nodes, callStack, args, t("Trace Supervisor"));
      if (target) tell(await traces.toggle(target.node, target.supervisor.path));
    }),
  );
}

/** The supervisor of the row, or the one that a person picks; null when there is none. */
export async function pickSupervisor(
  nodes: Nodes,
  callStack: CallStackTarget,
  args: readonly unknown[],
  title: string,
): Promise<SupervisorTarget | null> {
  const wanted = { title, none: t("No tree runs."), fits: ({ kind }: { kind: string }) => kind === "supervisor" };
  const [target] = await pickChildren(nodes, callStack, args, wanted);
  return target?.child.kind === "supervisor" ? { node: target.node, supervisor: target.child } : null;
}

const goesAlong: Record<Strategy, string> = {
  one_for_one: t("A crashed child is restarted alone."),
  one_for_all: t("All its siblings are restarted with a crashed child."),
  rest_for_one: t("The siblings that were started after a crashed child are restarted with it."),
};

async function changeStrategy({ node, supervisor }: SupervisorTarget): Promise<string | null> {
  const { path } = supervisor;
  const items = (["one_for_one", "one_for_all", "rest_for_one"] as const).map((strategy) => ({
    label: strategy,
    description: strategy === supervisor.strategy ? t("as it is") : "",
    detail: goesAlong[strategy],
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Change Strategy of {0}", path),
    placeHolder: t("Who goes along when a child is restarted? Nothing is restarted now."),
  });
  if (!picked || picked.label === supervisor.strategy) return null;
  return perform(node, { do: "change_strategy", path, strategy: picked.label });
}

async function changeIntensity({ node, supervisor }: SupervisorTarget): Promise<string | null> {
  const { path, intensity } = supervisor;
  const wanted = await ask({
    title: t("Change Intensity of {0}", path),
    prompt: t(
      "How many restarts within which time it bears, e.g. 5 in 10s. One more ends it. Every restart counts then.",
    ),
    value: intensity ? `${intensity.restarts} in ${intensity.periodMs / 1_000}s` : "3 in 5s",
    read: readIntensity,
  });
  if (wanted === undefined) return null;
  return perform(node, { do: "change_intensity", path, ...wanted });
}

/** `5 in 10s`, `5 10s` */
export function readIntensity(text: string): Read<{ restarts: number; period: string }> {
  const value = intensityIn(text);
  if (value) return { ok: true, value };
  return { ok: false, message: t("A number of restarts and a time, such as 5 in 10s; the time with ms, s, m or h.") };
}
