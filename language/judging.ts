import { dirname } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Connection, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Machine, missingOf, thisMachine } from "../machine/index.ts";
import { type Finding, located, type Study, studySpec } from "../spec/index.ts";
import { actionsAt } from "./actions/index.ts";
import { diagnosticOf, formatOf } from "./diagnostics.ts";
import { readerOf } from "./place.ts";
import type { Slices } from "./slices.ts";

/** What the disk said is taken for true so long; then it is asked again. */
const trustedMs = 3_000;
/** What the disk answers within this time is shown together with all else; slower answers follow. */
const patienceMs = 30;
/** With more workers than this nobody waits for the disk. */
const mostAwaited = 200;

/** Tells the editor what is wrong with each open spec: by itself at once, and with the machine it is on as soon as the disk has answered. */
export function serveJudgement(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  specAt: (uri: string) => TextDocument | undefined,
  page: string,
  slices: Slices,
): void {
  const stale = new Set<string>();
  const missing = new Map<string, readonly Finding[]>();
  let machine: { answers: Machine; since: number } | null = null;
  const currentMachine = (): Machine => {
    if (machine === null || Date.now() - machine.since > trustedMs)
      machine = { answers: thisMachine(process.env), since: Date.now() };
    return machine.answers;
  };

  const judge = async (document: TextDocument) => {
    const { uri, version, languageId } = document;
    await slices.read(document);
    if (document.version !== version) return;
    const text = document.getText();
    const study = studySpec(text, formatOf(uri, languageId), readerOf(text));
    const isCurrent = () => specAt(uri)?.version === version;
    const publish = (found: readonly Finding[]) => {
      const problems = [...study.problems, ...found.map((finding) => located(finding, study))];
      const diagnostics = problems.map((problem) => diagnosticOf(problem, { uri, page }));
      return connection.sendDiagnostics({ uri, version, diagnostics });
    };
    const many = study.workers.length > mostAwaited;
    if (many) await publish(missing.get(uri) ?? []);
    const asked = missingIn(study, uri, currentMachine(), isCurrent);
    const soon = many ? await asked : await Promise.race([asked, later(patienceMs, null)]);
    if (!isCurrent()) return;
    if (soon === null) await publish(missing.get(uri) ?? []);
    const found = soon ?? (await asked);
    if (!isCurrent()) return;
    missing.set(uri, found);
    await publish(found);
  };

  /** All changes that have arrived already are judged once, at the newest version, without making anybody wait. */
  documents.onDidChangeContent(({ document: { uri } }) => {
    if (stale.size === 0) setImmediate(judgeAll);
    stale.add(uri);
  });
  const judgeAll = () => {
    for (const uri of stale) {
      const document = specAt(uri);
      if (document) void judge(document);
    }
    stale.clear();
  };
  connection.onCodeAction(async ({ textDocument, range, context }) => {
    const document = specAt(textDocument.uri);
    if (!document) return [];
    await slices.read(document);
    const actions = actionsAt(document, range, { uri: document.uri, page }, missing.get(document.uri));
    return actions.filter(({ kind = "" }) => !context.only || context.only.some((only) => kind.startsWith(only)));
  });
  documents.onDidClose(({ document: { uri } }) => {
    missing.delete(uri);
    return connection.sendDiagnostics({ uri, diagnostics: [] });
  });
}

/** Only a file has a folder around it; a text that was never saved is judged by itself. */
async function missingIn(
  { workers }: Study,
  uri: string,
  machine: Machine,
  wanted: () => boolean,
): Promise<readonly Finding[]> {
  return uri.startsWith("file:") ? missingOf(workers, dirname(fileURLToPath(uri)), machine, wanted) : [];
}
