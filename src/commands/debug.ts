import * as vscode from "vscode";
import { z } from "zod";
import type { Sessions } from "../debug/sessions.ts";
import type { Reporter } from "../reports/reporter.ts";
import { command, tell } from "./command.ts";

const continued = z.object({ continued: z.int() });

/** Lets every paused process of a debug session go on: a breakpoint in twelve devices is one press, not twelve. */
export function debugCommands(sessions: Sessions, reporter: Reporter): vscode.Disposable {
  return command("supertree.continueAll", "Continue All Processes", reporter, async (...args) => {
    const session = sessions.session(args);
    if (!session) {
      await vscode.window.showInformationMessage("No tree is debugged. Start with “Supertree: Debug Tree” or F5.");
      return;
    }
    const answer = continued.parse(await session.customRequest("supertree/continueAll", {}));
    tell(`Continued ${answer.continued} ${answer.continued === 1 ? "process" : "processes"}.`);
  });
}
