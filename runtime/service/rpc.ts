import { z } from "zod";
import type { Command, WireError } from "../../wire/index.ts";
import { decodeCommand, problemsOf } from "./decode-command.ts";

/** JSON-RPC's own numbers; `error.data` has the code that clients decide by. */
const rpcCodes = {
  parse: -32700,
  invalidRequest: -32600,
  unknownMethod: -32601,
  invalidParams: -32602,
  refused: -32000,
};

const request = z.object({
  jsonrpc: z.literal("2.0"),
  id: z.union([z.int(), z.string()]).optional(),
  method: z.string(),
  params: z.unknown().optional(),
});

export type Received =
  | { kind: "command"; id: number | string; command: Command }
  /** Answer with this text. */
  | { kind: "bad"; reply: string }
  /** A notification about JSON-RPC itself (`$/cancelRequest`): commands are not cancelled. */
  | { kind: "ignored" };

/** Decodes one frame. Whatever it is, there is an answer to it. */
export function receive(text: string): Received {
  const json = parseJson(text);
  if (json === undefined) return bad(null, rpcCodes.parse, "invalid_params", "The message is not JSON.", null);
  const asked = request.safeParse(json);
  if (!asked.success) {
    const message = `The message is not a JSON-RPC 2.0 request: ${problemsOf(asked.error)}.`;
    return bad(null, rpcCodes.invalidRequest, "invalid_params", message, null);
  }
  const { id, method, params } = asked.data;
  if (id === undefined) {
    if (method.startsWith("$/")) return { kind: "ignored" };
    const message = `“${method}” has no id: every command is a request, so that it can be answered.`;
    return bad(null, rpcCodes.invalidRequest, "invalid_params", message, method);
  }
  const decoded = decodeCommand(method, params);
  if (decoded.ok) return { kind: "command", id, command: decoded.command };
  const rpcCode = decoded.error.code === "unknown_command" ? rpcCodes.unknownMethod : rpcCodes.invalidParams;
  return { kind: "bad", reply: encodeRefusal(id, decoded.error, rpcCode) };
}

export const encodeAnswer = (id: number | string, result: unknown) => JSON.stringify({ jsonrpc: "2.0", id, result });

export const encodeRefusal = (id: number | string | null, error: WireError, code = rpcCodes.refused) =>
  JSON.stringify({ jsonrpc: "2.0", id, error: { code, message: error.message, data: error } });

export const encodeNotice = (method: string, params: unknown) => JSON.stringify({ jsonrpc: "2.0", method, params });

function bad(
  id: number | string | null,
  rpcCode: number,
  code: WireError["code"],
  message: string,
  where: string | null,
): Received {
  return { kind: "bad", reply: encodeRefusal(id, { code, message, where }, rpcCode) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON text means undefined
  }
}
