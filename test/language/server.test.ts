import assert from "node:assert/strict";
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import type { PublishDiagnosticsParams } from "vscode-languageserver";
import { diagnosticsOf } from "../../language/diagnostics.ts";

/** The server as editors start it; `node scripts/build.mjs language.cjs` builds it. */
const server = "dist/language.cjs";
const uri = "file:///project/supertree.yaml";
const wrong = "name: t\nstrategy: one_for_won\n";

test("a plain client over standard input and output", async (t) => {
  const process = spawn(globalThis.process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createMessageConnection(
    new StreamMessageReader(process.stdout),
    new StreamMessageWriter(process.stdin),
  );
  await conversation(t, process, connection);
});

test("an editor over a channel of Node", async (t) => {
  const process = fork(server, ["--node-ipc"], { execArgv: [] });
  await conversation(t, process, createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process)));
});

/** Opens, changes and asks about a spec, then takes leave; both transports carry the same. */
async function conversation(t: TestContext, process: ChildProcess, connection: MessageConnection): Promise<void> {
  assert.ok(existsSync(server), "run `node scripts/build.mjs language.cjs` first");
  t.after(() => process.kill());
  const published = mailbox(connection);
  connection.listen();

  const { capabilities } = await connection.sendRequest<{ capabilities: Record<string, unknown> }>("initialize", {
    processId: null,
    rootUri: null,
    capabilities: {},
  });
  assert.deepEqual(Object.keys(capabilities).sort(), [
    "codeActionProvider",
    "codeLensProvider",
    "completionProvider",
    "definitionProvider",
    "documentFormattingProvider",
    "documentHighlightProvider",
    "documentLinkProvider",
    "documentRangeFormattingProvider",
    "documentSymbolProvider",
    "foldingRangeProvider",
    "hoverProvider",
    "referencesProvider",
    "renameProvider",
    "selectionRangeProvider",
    "semanticTokensProvider",
    "textDocumentSync",
  ]);
  await connection.sendNotification("initialized", {});

  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version: 1, text: wrong },
  });
  const first = await published(uri, 1);
  const page = String(pathToFileURL("docs/PROBLEMS.md"));
  assert.deepEqual(first, { uri, version: 1, diagnostics: diagnosticsOf(wrong, "yaml", { uri, page }) });
  assert.deepEqual(first.diagnostics[0]?.codeDescription, { href: `${page}#bad_strategy` });
  const context = { diagnostics: first.diagnostics };
  const range = first.diagnostics[0]?.range;
  const actions = await connection.sendRequest("textDocument/codeAction", { textDocument: { uri }, range, context });
  assert.match(JSON.stringify(actions), /"Replace by one_for_one"/);
  assert.deepEqual(first.diagnostics[0]?.range, { start: { line: 1, character: 10 }, end: { line: 1, character: 21 } });

  const mistake = { start: { line: 1, character: 18 }, end: { line: 1, character: 21 } };
  const contentChanges = [{ range: mistake, text: "one" }];
  await connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges });
  assert.deepEqual(await published(uri, 2), { uri, version: 2, diagnostics: [] });

  const at = { textDocument: { uri }, position: { line: 1, character: 2 } };
  assert.match(JSON.stringify(await connection.sendRequest("textDocument/hover", at)), /restarted along/);
  assert.match(JSON.stringify(await connection.sendRequest("textDocument/completion", at)), /intensity/);
  assert.match(JSON.stringify(await connection.sendRequest("textDocument/documentSymbol", at)), /"name":"t"/);
  await structure(connection, published);
  await assert.rejects(connection.sendRequest("textDocument/nonsense", at), /Unhandled method/);

  const program = { uri: "file:///project/supertree.config.ts" };
  const opened = { ...program, languageId: "typescript", version: 1, text: "export default {" };
  await connection.sendNotification("textDocument/didOpen", { textDocument: opened });
  assert.deepEqual(await connection.sendRequest("textDocument/documentSymbol", { textDocument: program }), []);

  const running = { plan: null, strategy: "one_for_all", intensity: null, children: [] };
  const text = "name: t\nstrategy: one_for_one # so far\n";
  const asked = { text, format: "yaml", children: [{ path: "t", running }] };
  const answer = await connection.sendRequest("supertree/writeBack", asked);
  assert.deepEqual(answer, { ok: true, text: "name: t\nstrategy: one_for_all # so far\n", notes: [] });

  await connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  assert.deepEqual(await published(uri, undefined), { uri, diagnostics: [] });

  await connection.sendRequest("shutdown");
  const exited = once(process, "exit");
  await connection.sendNotification("exit");
  assert.deepEqual(await exited, [0, null]);
  connection.dispose();
}

/** What any client is told of a spec's structure. */
async function structure(connection: MessageConnection, published: Published): Promise<void> {
  const shop = "name: shop\nchildren:\n- id: db\n  run: a\n- id: api\n  run: a\n  needs: [db]\n";
  const textDocument = { uri: "file:///project/shop/supertree.yaml" };
  const opened = { ...textDocument, languageId: "yaml", version: 1, text: shop };
  await connection.sendNotification("textDocument/didOpen", { textDocument: opened });
  await published(textDocument.uri, 1);
  const needed = { textDocument, position: { line: 6, character: 11 } };
  const ask = async (method: string, params: object) => JSON.stringify(await connection.sendRequest(method, params));
  const given = { start: { line: 2, character: 6 }, end: { line: 2, character: 8 } };
  assert.equal(await ask("textDocument/definition", needed), JSON.stringify({ ...textDocument, range: given }));
  assert.match(await ask("textDocument/prepareRename", needed), /"placeholder":"db"/);
  assert.equal((await ask("textDocument/rename", { ...needed, newName: "pg" })).match(/"newText":"pg"/g)?.length, 2);
  await assert.rejects(
    connection.sendRequest("textDocument/rename", { ...needed, newName: "api" }),
    /called api already/,
  );
  assert.match(await ask("textDocument/references", { ...needed, context: { includeDeclaration: false } }), /"line":6/);
  assert.match(await ask("textDocument/documentHighlight", needed), /"kind":3.+"kind":2/);
  assert.match(await ask("textDocument/foldingRange", { textDocument }), /"startLine":2,"endLine":3/);
  assert.match(await ask("textDocument/selectionRange", { textDocument, positions: [needed.position] }), /"parent"/);
  assert.match(await ask("textDocument/semanticTokens/full", { textDocument }), /"data":\[0,6,4,0,1/);
  assert.match(await ask("textDocument/codeLens", { textDocument }), /one_for_one · 2 children.+needed by api/);
  assert.equal(await ask("textDocument/documentLink", { textDocument }), "[]");
  const options = { tabSize: 2, insertSpaces: true };
  assert.match(await ask("textDocument/formatting", { textDocument, options }), /"newText":" {2}- id: db\\n"/);
  assert.match(await ask("supertree/children", textDocument), /"path":"shop\/api","kind":"worker"/);
  await connection.sendNotification("textDocument/didClose", { textDocument });
  await published(textDocument.uri, undefined);
}

type Published = (uri: string, version: number | undefined) => Promise<PublishDiagnosticsParams>;

/** The next diagnostics of a version of a text, undefined once it is closed. Of one version they come twice where the disk is slow to answer. */
function mailbox(connection: MessageConnection): Published {
  const arrived: PublishDiagnosticsParams[] = [];
  let heard = () => {};
  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    arrived.push(params);
    heard();
  });
  return async (uri, version) => {
    for (;;) {
      const next = arrived.shift();
      if (next?.uri === uri && next.version === version) return next;
      if (!next) await new Promise<void>((resolve) => (heard = resolve));
    }
  };
}
