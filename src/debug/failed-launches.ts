import * as vscode from "vscode";
import { z } from "zod";
import type { Nodes } from "../connection/nodes.ts";
import type { StartFailures } from "../connection/start-failures.ts";
import { t } from "../t.ts";
import { debugType } from "./configuration.ts";

const refused = z.object({
  type: z.literal("response"),
  command: z.literal("launch"),
  success: z.literal(false),
  message: z.string().optional(),
});

/** Notes the trees that F5 could not start, as “Start Tree” notes its own; the editor itself shows the message. */
export function noteFailedLaunches(nodes: Nodes, failures: StartFailures): vscode.Disposable {
  return vscode.debug.registerDebugAdapterTrackerFactory(debugType, {
    createDebugAdapterTracker: ({ configuration }) => ({
      onDidSendMessage(message: unknown) {
        const spec: unknown = configuration.spec;
        const answer = refused.safeParse(message);
        if (!answer.success || typeof spec !== "string") return;
        failures.note(nodes.of(spec), new Error(answer.data.message ?? t("The debug adapter did not say why.")));
      },
    }),
  });
}
