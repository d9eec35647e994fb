import type { PanelAct } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { startDebugging } from "../debug/start.ts";
import type { LogDocuments } from "../logs/log-documents.ts";
import type { SpecWriter } from "../plan/spec-writer.ts";
import type { Reloader } from "../reload/reloader.ts";
import { t } from "../t.ts";
import { confirmed, question } from "./confirm.ts";
import { perform } from "./perform.ts";
import type { StartTree } from "./start-tree.ts";

/** What became of an act: a sentence for the person who asked. */
export interface Outcome {
  ok: boolean;
  message: string;
}

/** Does what the tree panel asks for; fails with the runtime's refusal. */
export type Actor = (node: RuntimeNode, act: PanelAct) => Promise<Outcome>;

export function actor(reloader: Reloader, logs: LogDocuments, writer: SpecWriter, startTree: StartTree): Actor {
  return async (node, act) => {
    switch (act.do) {
      case "start_tree":
        return done(await startTree(node));
      case "open_log":
        await logs.show(node, act.path);
        return done(t("Opened the log of {0}.", act.path));
      case "debug":
        return (await startDebugging(node, [act.path]))
          ? done(t("{0} is debugged.", act.path))
          : { ok: false, message: t("The editor started no debugger for {0}.", act.path) };
      case "reload":
        return reloader.reloadProcess(node, act.path);
      case "start":
      case "stop":
      case "restart":
      case "hold":
      case "release":
      case "delete":
      case "kill":
      case "scale":
      case "change_strategy":
      case "change_intensity":
      case "change_plan": {
        if (!(await confirmed(question(node, [act]))))
          return { ok: false, message: t("{0} was left as it is.", act.path) };
        const message = await perform(node, act);
        if (isWritable(act)) writer.offer(node, act.path, message);
        return done(message);
      }
    }
  };
}

/** Whether the spec has a place for what was changed. */
function isWritable(act: PanelAct): boolean {
  return act.do === "scale" || act.do.startsWith("change_");
}

function done(message: string): Outcome {
  return { ok: true, message };
}
