import type { Inspector } from "./inspector.ts";

/** The text of what is not on disk: Node's own modules, evaluated code, sources that only a map carries. */
export async function source({ handles }: Inspector, sourceReference: number) {
  const handle = handles.sourceOf(sourceReference);
  if (handle.is === "content") return { content: handle.text };
  const { scriptSource } = await handle.target.cdp.call("Debugger.getScriptSource", { scriptId: handle.scriptId });
  return { content: scriptSource, mimeType: "text/javascript" };
}
