import type { FromAgent } from "../wire/agent.ts";

/** Opens the debugger on loopback, at a port the system chooses; answers with its address, also when it was open before. */
export function openInspector(): FromAgent {
  const inspector = process.getBuiltinModule("node:inspector");
  try {
    if (inspector.url() === undefined) {
      inspector.open(0, "127.0.0.1");
      opened = true;
    }
    const url = inspector.url();
    if (url !== undefined) return { kind: "inspector", url };
    return { kind: "inspector_failed", message: "this Node was built or started without a debugger" };
  } catch (error) {
    return { kind: "inspector_failed", message: error instanceof Error ? error.message : String(error) };
  }
}

/** Closes what `openInspector` opened; a debugger that somebody else opened (`--inspect`) stays. Cuts off who is still connected. */
export function closeInspector(): void {
  if (!opened) return;
  opened = false;
  process.getBuiltinModule("node:inspector").close();
}

let opened = false;
