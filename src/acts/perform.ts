import type { PanelAct, Path } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { planText } from "../plan/text.ts";

/** The acts that are one call to the runtime. */
export type ProcessAct =
  | Exclude<PanelAct, { do: "reload" | "open_log" | "start_tree" }>
  | { do: "signal"; path: Path; signal: string };

/** Does it, and answers with a sentence for the person who asked; fails with the runtime's refusal. */
export async function perform(node: RuntimeNode, act: ProcessAct): Promise<string> {
  const { path } = act;
  switch (act.do) {
    case "start":
      await node.call("restart_child", { path });
      return `Started ${path}.`;
    case "stop":
      await node.call("stop", { path });
      return `Stopped ${path}.`;
    case "restart":
      await node.call("restart", { path });
      return `Restarted ${path}.`;
    case "hold":
      await node.call("hold", { path });
      return `${path} is on hold: once it ends, it stays down until it is released.`;
    case "release":
      await node.call("release", { path });
      return `Released ${path}.`;
    case "signal":
      await node.call("signal", { path, signal: act.signal });
      return `Sent ${act.signal} to ${path}.`;
    case "delete":
      await node.call("delete_child", { path });
      return `Deleted ${path}.`;
    case "kill":
      await node.call("kill", { path, signal: act.signal });
      return `Sent ${act.signal} to ${path}.`;
    case "scale":
      await node.call("scale", { path, to: act.to });
      return `${path} scales to ${act.to} children.`;
    case "change_plan": {
      const { plan } = await node.call("change_plan", { path, plan: act.plan, count: act.count });
      return `The plan of ${path} is ${planText(plan ?? act.plan)} now.`;
    }
  }
}
