import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { readOtlp } from "../../traces/index.ts";
import { fromProtobuf } from "../../traces/otlp-protobuf.ts";
import type { Span } from "../../wire/index.ts";
import { tokenHeader } from "./environment.ts";

/** As OpenTelemetry's collector has it. */
const longestBodyBytes = 20 * 1024 * 1024;

export interface Receiving {
  token: string;
  node: string;
  put: (spans: Span[], refused: number) => void;
}

/** Answers `POST /v1/traces` as an OTLP collector does, in protobuf and JSON. Host and Origin are checked as for clients. */
export async function receiveTraces(
  { token, node, put }: Receiving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = (status: number, text: string) =>
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
  if (!isSame(String(request.headers[tokenHeader] ?? ""), token) || request.headers.origin !== undefined)
    return void answer(401, `Send the header ${tokenHeader} as OTEL_EXPORTER_OTLP_HEADERS has it.`);
  if (request.method !== "POST") return void answer(405, "Spans are sent by POST.");
  const isJson = request.headers["content-type"]?.startsWith("application/json") === true;
  const bytes = await bodyOf(request).catch(() => null); // broken off, or no gzip: there is nobody to tell, or nothing to say
  if (bytes === null) return void answer(400, "The body is too long, or not what its content-encoding says.");
  const read = readOtlp(isJson ? json(bytes) : fromProtobuf(bytes), node);
  if (!read) return void answer(400, "The body is no ExportTraceServiceRequest of OTLP.");
  put(read.spans, read.refused);
  response.writeHead(200, { "content-type": isJson ? "application/json" : "application/x-protobuf" });
  response.end(isJson ? "{}" : "");
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    parts.push(part);
    length += part.length;
    if (length > longestBodyBytes) return null;
  }
  const body = Buffer.concat(parts);
  if (request.headers["content-encoding"] !== "gzip") return body;
  return promisify(gunzip)(body, { maxOutputLength: longestBodyBytes });
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null; // no request is null
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
