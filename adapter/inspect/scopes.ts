import type Protocol from "devtools-protocol";
import type { Inspector } from "./inspector.ts";

const names: Record<Protocol.Debugger.Scope["type"], string> = {
  local: "Local",
  block: "Block",
  closure: "Closure",
  catch: "Catch",
  with: "With",
  script: "Script",
  module: "Module",
  global: "Global",
  eval: "Eval",
  "wasm-expression-stack": "Expression stack",
};

/** The scopes of a frame, innermost first. */
export function scopes({ handles }: Inspector, frameId: number) {
  if (handles.isPast(frameId)) return { scopes: [] };
  const { target, pause, frame } = handles.frameOf(frameId);
  return {
    scopes: frame.scopeChain.map((scope, index) => ({
      name: scope.name ? `${names[scope.type]} (${scope.name})` : names[scope.type],
      variablesReference: handles.variables({ target, pause, holds: { is: "scope", frame, index } }),
      expensive: scope.type === "global",
      ...(scope.type === "local" ? { presentationHint: "locals" } : {}),
    })),
  };
}
