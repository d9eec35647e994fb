import * as vscode from "vscode";
import type { TreeNode } from "../../wire/index.ts";
import { confirmed, question } from "../acts/confirm.ts";
import { type ProcessAct, perform } from "../acts/perform.ts";
import { endingSignals, gentleSignals } from "../acts/signals.ts";
import type { Nodes } from "../connection/nodes.ts";
import { hasProcess, isDown, isUp } from "../connection/states.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { command, tell } from "./command.ts";
import { type CallStackTarget, pickChildren, type Target, type Wanted } from "./pick-children.ts";

/** A person's hand on processes: restart, stop, start, hold, release, kill, signal, delete; each for one child or all selected ones. */
export function processCommands(nodes: Nodes, callStack: CallStackTarget, reporter: Reporter): vscode.Disposable {
  const simple = (id: string, wanted: Wanted, act: (path: string) => ProcessAct | Promise<ProcessAct | null>) =>
    command(id, wanted.title, reporter, async (...args) => {
      const targets = await pickChildren(nodes, callStack, args, wanted);
      const [first] = targets;
      const model = first ? await act(first.child.path) : null;
      if (model) await performAll(targets, model, reporter);
    });
  const { restart, stop, start, hold, release, kill, killWithSignal, signal, forget } = wantedBy;
  return vscode.Disposable.from(
    simple("supertree.restart", restart, (path) => ({ do: "restart", path })),
    simple("supertree.stop", stop, (path) => ({ do: "stop", path })),
    simple("supertree.start", start, (path) => ({ do: "start", path })),
    simple("supertree.hold", hold, (path) => ({ do: "hold", path })),
    simple("supertree.release", release, (path) => ({ do: "release", path })),
    simple("supertree.kill", kill, (path) => ({ do: "kill", path, signal: "SIGKILL" })),
    simple("supertree.killWithSignal", killWithSignal, async (path) => {
      const signal = await vscode.window.showQuickPick(endingSignals(), {
        title: killWithSignal.title,
        placeHolder: t("Which signal? The exit is the plan's to answer."),
      });
      return signal === undefined ? null : { do: "kill", path, signal };
    }),
    simple("supertree.signal", signal, async (path) => {
      const name = await vscode.window.showQuickPick(gentleSignals(), {
        title: signal.title,
        placeHolder: t("Which signal? Node programs take SIGUSR1 as a wish for the inspector."),
      });
      return name === undefined ? null : { do: "signal", path, signal: name };
    }),
    simple("supertree.delete", forget, (path) => ({ do: "delete", path })),
  );
}

const isChild = (child: TreeNode) => child.parent !== null;

const wantedBy = {
  restart: { title: t("Restart Process"), none: t("No child can be restarted."), fits: isChild },
  stop: { title: t("Stop Process"), none: t("No child runs."), fits: (child) => isChild(child) && isUp(child) },
  start: { title: t("Start Process"), none: t("No child is down."), fits: (child) => isChild(child) && isDown(child) },
  hold: {
    title: t("Hold Process"),
    none: t("No child runs that is not on hold already."),
    fits: (child) => isChild(child) && isUp(child) && !child.onHold,
  },
  release: { title: t("Release Process"), none: t("No child is on hold."), fits: (child) => child.onHold },
  kill: { title: t("Kill Process"), none: t("No process runs."), fits: hasProcess },
  killWithSignal: { title: t("Kill Process with Signal"), none: t("No process runs."), fits: hasProcess },
  signal: { title: t("Send Signal"), none: t("No process runs."), fits: hasProcess },
  forget: {
    title: t("Delete Process"),
    none: t("Only a child that is down can be deleted. Stop it first."),
    fits: (child) => isChild(child) && isDown(child),
  },
} satisfies Record<string, Wanted>;

/** Does the same to every target; one that fails is shown and does not keep the others from it. */
async function performAll(targets: readonly Target[], model: ProcessAct, reporter: Reporter): Promise<void> {
  const [first] = targets;
  const acts = targets.map(({ child }) => ({ ...model, path: child.path }));
  if (!first || !(await confirmed(question(first.node, acts)))) return;
  const outcomes = await Promise.allSettled(
    targets.map(({ node, child }) => perform(node, { ...model, path: child.path })),
  );
  const sentences = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  if (sentences[0] !== undefined)
    tell(sentences.length === 1 ? sentences[0] : t("{0} (and {1} more)", sentences[0], sentences.length - 1));
  await Promise.all(failures.map((failure) => reporter.failed(first.child.path, failure)));
}
