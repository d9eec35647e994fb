import * as vscode from "vscode";
import { plainFingerprint } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RemoteNodes } from "../connection/remote-nodes.ts";
import { startDebugging } from "../debug/start.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { isElement } from "../views/elements.ts";
import { command } from "./command.ts";
import { isConnected } from "./pick-node.ts";

/** Nodes of other machines are added and removed; all that are connected are debugged at once. */
export function nodeCommands(nodes: Nodes, remote: RemoteNodes, reporter: Reporter): vscode.Disposable {
  return vscode.Disposable.from(
    command("supertree.addNode", t("Add Node"), reporter, () => add(remote)),
    command("supertree.removeNode", t("Remove Node"), reporter, async (...args) => {
      const [row] = args;
      const name = isElement(row) ? row.node.elsewhere?.name : await pickName(remote);
      if (name !== undefined) await remote.remove(name);
    }),
    command("supertree.debugAllNodes", t("Debug All Nodes"), reporter, async () => {
      const running = nodes.all.filter(isConnected);
      if (running.length === 0) await vscode.window.showInformationMessage(t("No tree runs."));
      for (const node of running) await startDebugging(node);
    }),
  );
}

async function add(remote: RemoteNodes): Promise<void> {
  const title = t("Add Node");
  const ask = (prompt: string, value: string, check: (text: string) => string | undefined, password = false) =>
    vscode.window.showInputBox({ title, prompt, value, password, ignoreFocusOut: true, validateInput: check });

  const url = await ask(t("Its address, as “supertree up --listen” tells it there"), "wss://", (text) =>
    /^wss?:\/\/[^\s/]+:\d+$/.test(text) ? undefined : t("An address has the form wss://HOST:PORT."),
  );
  if (url === undefined) return;
  const fingerprint = await ask(
    t("The fingerprint of its certificate; empty where an authority vouches for it"),
    "",
    (text) => (text === "" || plainFingerprint(text) ? undefined : t("A fingerprint has 64 hexadecimal digits.")),
  );
  if (fingerprint === undefined) return;
  const token = await ask(
    t("A token of .supertree/tokens/ there; the editor keeps it secret"),
    "",
    (text) => (text.trim() === "" ? t("Without a token nobody is let in.") : undefined),
    true,
  );
  if (token === undefined) return;
  const name = await ask(t("What it is called here"), new URL(url).hostname, (text) =>
    text.trim() === "" ? t("It needs a name.") : undefined,
  );
  if (name === undefined) return;
  await remote.add({ name: name.trim(), url, ...(fingerprint !== "" && { fingerprint }) }, token.trim());
}

async function pickName(remote: RemoteNodes): Promise<string | undefined> {
  if (remote.names.length === 0) {
    await vscode.window.showInformationMessage(t("No node of another machine has been added."));
    return undefined;
  }
  return vscode.window.showQuickPick(remote.names, { title: t("Remove Node"), placeHolder: t("Which node?") });
}
