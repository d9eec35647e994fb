import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { type TestContext, test } from "node:test";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { createConnection } from "vscode-languageserver/node";
import { serve } from "../../language/server.ts";

const many = 1500;
const uri = "untitled:supertree.yaml";
const text = `name: t
strategy: one_for_won
children:
${Array.from({ length: many }, (_, n) => `  - id: w-${n}\n    run: node w.js ${n}\n    restart: permanent\n`).join("")}`;

/** What arrives, in its order, after all of it was asked at once. */
async function arrivals(t: TestContext, ask: (request: (method: string, at: object) => Promise<unknown>) => unknown[]) {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const server = createConnection(there, back);
  serve(server, "");
  const client = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  t.after(() => {
    client.dispose();
    server.dispose();
  });
  client.listen();
  await client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  const arrived: string[] = [];
  const judged = new Promise<unknown>((settle) => {
    client.onNotification("textDocument/publishDiagnostics", ({ diagnostics }) => {
      arrived.push("diagnostics");
      settle(diagnostics);
    });
  });
  void client.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
  const request = async (method: string, at: object) => {
    const answer = await client.sendRequest(`textDocument/${method}`, { textDocument: { uri }, ...at });
    arrived.push(method);
    return answer;
  };
  const answers = await Promise.all([...ask(request), judged]);
  return { arrived, answers };
}

test("while a long text is being read, what is asked of one place of it is answered at once", async (t) => {
  const inPermanent = { position: { line: 3 + 3 * (many - 1) + 2, character: 17 } };
  const { arrived, answers } = await arrivals(t, (request) => [
    request("completion", inPermanent),
    request("hover", inPermanent),
    request("documentSymbol", {}),
  ]);
  assert.deepEqual(arrived.slice(0, 2), ["completion", "hover"]);
  assert.deepEqual(arrived.slice(2).sort(), ["diagnostics", "documentSymbol"]);
  assert.match(JSON.stringify(answers[0]), /temporary/);
  assert.match(JSON.stringify(answers[1]), /restart/);
  assert.equal(JSON.stringify(answers[2]).match(/"name":"w-/g)?.length, many);
  assert.match(JSON.stringify(answers[3]), /bad_strategy/);
});
