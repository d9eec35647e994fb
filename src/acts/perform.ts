import type { PanelAct, Path } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { planText } from "../plan/text.ts";
import { t } from "../t.ts";
import { scale } from "./scale.ts";

/** The acts that are one call to the runtime. */
export type ProcessAct =
  | Exclude<PanelAct, { do: "debug" | "reload" | "open_log" | "start_tree" }>
  | { do: "signal"; path: Path; signal: string };

/** Does it, and answers with a sentence for the person who asked; fails with the runtime's refusal. */
export async function perform(node: RuntimeNode, act: ProcessAct): Promise<string> {
  const { path } = act;
  switch (act.do) {
    case "start":
      await node.call("restart_child", { path });
      return t("Started {0}.", path);
    case "stop":
      await node.call("stop", { path });
      return t("Stopped {0}.", path);
    case "restart":
      await node.call("restart", { path });
      return t("Restarted {0}.", path);
    case "hold":
      await node.call("hold", { path });
      return t("{0} is on hold: once it ends, it stays down until it is released.", path);
    case "release":
      await node.call("release", { path });
      return t("Released {0}.", path);
    case "signal":
      await node.call("signal", { path, signal: act.signal });
      return t("Sent {0} to {1}.", act.signal, path);
    case "delete":
      await node.call("delete_child", { path });
      return t("Deleted {0}.", path);
    case "kill":
      await node.call("kill", { path, signal: act.signal });
      return t("Sent {0} to {1}.", act.signal, path);
    case "scale":
      await scale(node, path, act.to);
      return t("{0} has {1} children.", path, act.to);
    case "change_strategy":
      await node.call("change_strategy", { path, strategy: act.strategy });
      return t("The strategy of {0} is {1} now.", path, act.strategy);
    case "change_intensity":
      await node.call("change_intensity", { path, restarts: act.restarts, period: act.period });
      return t("{0} bears {1} restarts within {2} now.", path, act.restarts, act.period);
    case "change_plan": {
      const { plan } = await node.call("change_plan", { path, plan: act.plan, count: act.count });
      return t("The plan of {0} is {1} now.", path, planText(plan ?? act.plan));
    }
  }
}
