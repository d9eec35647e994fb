import * as vscode from "vscode";
import type { Nodes } from "./nodes.ts";
import type { RuntimeNode } from "./runtime-node.ts";
import type { StartFailures } from "./start-failures.ts";
import { isDown } from "./states.ts";

/** What menus and commands are enabled by; package.json names these keys. */
export const contextKeys = [
  "supertree.hasSpec",
  "supertree.noLaunchConfiguration",
  "supertree.running",
  "supertree.canStart",
  "supertree.startFailed",
  "supertree.hasUp",
  "supertree.hasDown",
  "supertree.hasOnHold",
  "supertree.hasDynamic",
  "supertree.hasNode",
] as const;
type Keys = Record<(typeof contextKeys)[number], boolean>;

/** Keeps the context keys true to the nodes; only keys that change are set. */
export function keepContextKeys(nodes: Nodes, failures: StartFailures): vscode.Disposable {
  const told: Partial<Keys> = {};
  const tell = () => {
    const keys = keysOf(nodes.all, failures.any);
    for (const key of contextKeys) {
      if (told[key] === keys[key]) continue;
      told[key] = keys[key];
      void vscode.commands.executeCommand("setContext", key, keys[key]);
    }
  };
  tell();
  return vscode.Disposable.from(
    nodes.onDidChange(tell),
    failures.onDidChange(tell),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("launch")) tell();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(tell),
    nodes.onDidHappen(({ event }) => {
      if (event.kind !== "notice") tell();
    }),
  );
}

export function keysOf(nodes: readonly RuntimeNode[], startFailed: boolean): Keys {
  const keys: Keys = {
    "supertree.hasSpec": nodes.length > 0,
    "supertree.noLaunchConfiguration": !hasLaunchConfiguration(),
    "supertree.running": false,
    "supertree.canStart": nodes.some(canStart),
    "supertree.startFailed": startFailed,
    "supertree.hasUp": false,
    "supertree.hasDown": false,
    "supertree.hasOnHold": false,
    "supertree.hasDynamic": false,
    "supertree.hasNode": false,
  };
  for (const { state } of nodes) {
    if (state.kind !== "connected") continue;
    keys["supertree.running"] = true;
    for (const [key, trait] of counted) keys[key] ||= state.outline.count(trait) > 0;
  }
  return keys;
}

const counted = [
  ["supertree.hasUp", "up"],
  ["supertree.hasDown", "down"],
  ["supertree.hasOnHold", "onHold"],
  ["supertree.hasDynamic", "dynamic"],
  ["supertree.hasNode", "node"],
] as const;

/** Whether somebody wrote a launch.json (or launch settings): then F5 is what they say. */
function hasLaunchConfiguration(): boolean {
  const scopes = [undefined, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
  return scopes.some((scope) => {
    const configurations = vscode.workspace.getConfiguration("launch", scope).get<unknown[]>("configurations", []);
    return configurations.length > 0;
  });
}

/** Whether “Start Tree” has something to do there: no runtime runs, or its tree is down. */
export function canStart(node: RuntimeNode): boolean {
  switch (node.state.kind) {
    case "idle":
      return node.elsewhere === null;
    case "connected":
      return node.state.outline.children(null).every(isDown);
    case "connecting":
    case "lost":
      return false;
  }
}
