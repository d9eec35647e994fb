import * as vscode from "vscode";
import { type Progress, treeProgress } from "../../words/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { specLabel } from "../connection/specs.ts";
import { t } from "../t.ts";

/** So many children are worth a bar that one sees; fewer are told in the status bar. */
const many = 50;

/** A bar that is shown: what it showed last, and how it is taken away. */
interface Bar {
  latest: Progress;
  show: (progress: Progress) => void;
  end: () => void;
}

/** Shows how far each tree has come while it starts or stops, whoever asked for it. */
export function keepProgress(nodes: Nodes): vscode.Disposable {
  const bars = new Map<RuntimeNode, Bar>();
  return nodes.onDidHappen(({ node, event }) => {
    if (event.kind === "notice") return;
    const bar = bars.get(node);
    const progress = progressOf(node, bar?.latest ?? null);
    if (progress && bar?.latest.doing === progress.doing) {
      bar.latest = progress;
      bar.show(progress);
      return;
    }
    bar?.end();
    if (progress) bars.set(node, open(title(progress.doing, specLabel(node.specFile)), progress));
    else bars.delete(node);
  });
}

/** Shows how far something has come until `work` settles; `follow` calls whenever it may have come further. */
export function withBar<T>(
  title: string,
  progressOf: () => Progress,
  follow: (look: () => void) => () => void,
  work: () => Promise<T>,
): Promise<T> {
  const bar = open(title, progressOf());
  const leave = follow(() => bar.show(progressOf()));
  return work().finally(() => {
    leave();
    bar.end();
  });
}

function title(doing: Progress["doing"], name: string): string {
  return doing === "starting" ? t("Starting {0}", name) : t("Stopping {0}", name);
}

function words({ doing, done, total }: Progress): string {
  return doing === "starting" ? t("{0} of {1} ready", done, total) : t("{0} of {1} stopped", done, total);
}

/** Asks all children only of a tree that is on its way. */
function progressOf({ state }: RuntimeNode, before: Progress | null): Progress | null {
  if (state.kind !== "connected") return null;
  const root = state.outline.children(null)[0]?.state;
  return root === "starting" || root === "stopping" ? treeProgress(state.snapshot.nodes, before) : null;
}

function open(title: string, first: Progress): Bar {
  const location = first.total < many ? vscode.ProgressLocation.Window : vscode.ProgressLocation.Notification;
  let end = () => {};
  const ended = new Promise<void>((settle) => {
    end = settle;
  });
  let show = (_: Progress) => {};
  void vscode.window.withProgress({ location, title }, (shown) => {
    let percent = 0;
    show = (progress) => {
      const now = progress.total === 0 ? 0 : (100 * progress.done) / progress.total;
      shown.report({ message: words(progress), increment: Math.max(0, now - percent) });
      percent = Math.max(percent, now);
    };
    show(first);
    return ended;
  });
  return { latest: first, show: (progress) => show(progress), end: () => end() };
}
