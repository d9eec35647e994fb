import type { ModuleVersion, ToPanel } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";

/** Asking every process for its modules costs, so of a large tree none are asked. */
const processesAsked = 100;

/** What the details tell of a child beside what the tree says. */
export async function describe(node: RuntimeNode, path: string): Promise<Extract<ToPanel, { kind: "described" }>> {
  const [{ childspec }, modules] = await Promise.all([node.call("get_childspec", { path }), modulesOf(node, path)]);
  return { kind: "described", path, childspec, modules };
}

async function modulesOf(node: RuntimeNode, path: string): Promise<ModuleVersion[]> {
  const { state } = node;
  const child = state.kind === "connected" ? state.outline.get(path) : undefined;
  if (state.kind !== "connected" || child?.kind !== "worker" || child.node === null) return [];
  if (state.snapshot.nodes.length > processesAsked) return [];
  const { modules } = await node.call("modules", {});
  return modules.filter((module) => module.path === path);
}
