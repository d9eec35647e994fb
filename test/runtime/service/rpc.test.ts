import assert from "node:assert/strict";
import { test } from "node:test";
import { receive } from "../../../runtime/service/rpc.ts";

/** What a frame is answered with: `id code where: begin of the message`, or the command that it gives. */
function check(frame: string, expected: string) {
  const received = receive(frame);
  switch (received.kind) {
    case "command":
      return assert.equal(`${received.command.name} ${JSON.stringify(received.command.params)}`, expected);
    case "ignored":
      return assert.equal("ignored", expected);
    case "bad": {
      const { id, error } = JSON.parse(received.reply);
      const text = `${id} ${error.data.code} ${error.data.where}: ${error.message}`;
      return assert.equal(text.slice(0, expected.length), expected);
    }
  }
}

const request = (method: string, params?: unknown, id: unknown = 7) =>
  JSON.stringify({ jsonrpc: "2.0", id, method, params });

test("a command is decoded", () => {
  check(request("status"), "status {}");
  check(request("kill", { path: "t/x" }), 'kill {"path":"t/x"}');
  check(request("status", {}, "seven"), "status {}");
});

test("whatever is not of the wire is answered", () => {
  check("", "null invalid_params null: The message is not JSON.");
  check("GET / HTTP/1.1", "null invalid_params null: The message is not JSON.");
  check("[]", "null invalid_params null: The message is not a JSON-RPC 2.0 request");
  check('{"id":1,"method":"status"}', "null invalid_params null: The message is not a JSON-RPC 2.0 request: jsonrpc");
  check('{"jsonrpc":"2.0","method":"status"}', "null invalid_params status: “status” has no id");
  check('{"jsonrpc":"2.0","method":"$/cancelRequest"}', "ignored");
  check(request("toString"), "7 unknown_command toString: There is no command “toString”. There are: status,");
});

test("parameters of another shape are refused with their place", () => {
  check(request("kill", {}), "7 invalid_params params.path: The parameters of “kill” are not right: path:");
  check(request("kill", ["t/x"]), "7 invalid_params params: ");
  check(request("kill", { path: "t/x", force: true }), "7 invalid_params params: ");
  check(request("change_plan", { path: "t/x", plan: ["restart", 5] }), "7 invalid_params params.plan[1]: ");
});
