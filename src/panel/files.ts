import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import { type History, history, type ToPanel } from "../../wire/index.ts";
import { t } from "../t.ts";

/** Asks where a text is to be kept, beside the spec unless the person says otherwise; null when they do not want to. */
export async function saveText(specFile: string, name: string, text: string): Promise<string | null> {
  const defaultUri = vscode.Uri.file(join(dirname(specFile), basename(name)));
  const uri = await vscode.window.showSaveDialog({ defaultUri });
  if (!uri) return null;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.workspace.asRelativePath(uri);
}

/** Asks for a saved timeline; null when the person has none in mind. Fails with a sentence for a file that is none. */
export async function openRecording(specFile: string): Promise<Extract<ToPanel, { kind: "recording" }> | null> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      defaultUri: vscode.Uri.file(dirname(specFile)),
      filters: { Timelines: ["json"] },
    })) ?? [];
  if (!uri) return null;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const name = basename(uri.fsPath);
  return { kind: "recording", name, history: recordingIn(text, name) };
}

/** The history in a file that the panel saved: `{ kind: "supertree-timeline", version: 1, history }`. */
export function recordingIn(text: string, name: string): History {
  const data = asJson(text);
  const isOurs = typeof data === "object" && data !== null && "kind" in data && data.kind === "supertree-timeline";
  if (!isOurs) throw new Error(t("{0} is no saved timeline: open a file that “Save the timeline” wrote.", name));
  const { version, history: told } = { version: null, history: null, ...data };
  if (version !== 1)
    throw new Error(t("{0} was saved by another version of Supertree ({1}): update Supertree.", name, String(version)));
  const parsed = history.safeParse(told);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    t(
      "{0} is damaged at {1}: {2}. Save the timeline anew.",
      name,
      `history.${issue?.path.join(".")}`,
      issue?.message ?? "",
    ),
  );
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // what is no JSON is no timeline
  }
}
