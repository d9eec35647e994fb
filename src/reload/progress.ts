import * as vscode from "vscode";
import type { ReloadProgress } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { t } from "../t.ts";

/** Shows in the status bar how far a reload or a roll back of this node has come until `work` settles; one that is done at once shows nothing. */
export function withReloadProgress<T>(
  nodes: Nodes,
  node: RuntimeNode,
  title: string,
  work: () => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Window, title };
  return Promise.resolve(
    vscode.window.withProgress(options, async (shown) => {
      const listening = nodes.onDidHappen(({ node: other, event }) => {
        if (other !== node || event.kind !== "notice" || event.notice.name !== "reload_progress") return;
        shown.report({ message: progressText(event.notice.params) });
      });
      try {
        return await work();
      } finally {
        listening.dispose();
      }
    }),
  );
}

function progressText({ step, done, total }: ReloadProgress): string {
  switch (step) {
    case "prepare":
      return t("{0} of {1} prepared", done, total);
    case "commit":
      return t("{0} of {1} switched", done, total);
    case "roll_back":
      return t("{0} of {1} rolled back", done, total);
    case "restart":
      return t("{0} of {1} restarted", done, total);
  }
}
