import type { ArgumentsOf } from "../../core/index.ts";
import { EvaluationError } from "./evaluate.ts";
import { Stale } from "./handles.ts";
import type { Inspector } from "./inspector.ts";
import { isMemory } from "./shown.ts";

/** The bytes of a buffer, as a view on just those that it shows. */
const bytes = `const bytes = (of) => ArrayBuffer.isView(of) ? new Uint8Array(of.buffer, of.byteOffset, of.byteLength)
  : new Uint8Array(typeof WebAssembly === "object" && of instanceof WebAssembly.Memory ? of.buffer : of);`;

/** Some bytes of an ArrayBuffer, a typed array, a Buffer, a DataView; counted from the first that it shows. */
export async function readMemory(inspector: Inspector, { memoryReference, offset, count }: ArgumentsOf<"readMemory">) {
  const read = `function (offset, count) { ${bytes}
    const all = bytes(this), from = Math.max(0, offset), part = all.subarray(from, Math.max(from, offset + count));
    return { data: Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString("base64"), size: part.length }; }`;
  const { data, size } = await ask<{ data: string; size: number }>(inspector, memoryReference, read, [offset, count]);
  return { address: String(Math.max(0, offset)), data, unreadableBytes: count - size };
}

/** Writes bytes where they all fit, or with `allowPartial` as many as do. */
export async function writeMemory(inspector: Inspector, given: ArgumentsOf<"writeMemory">) {
  const { memoryReference, offset, allowPartial, data } = given;
  const write = `function (offset, data, allowPartial) { ${bytes}
    const all = bytes(this), given = Buffer.from(data, "base64"), fits = Math.min(given.length, all.length - offset);
    if (offset < 0 || fits < 0 || (fits < given.length && !allowPartial)) return { size: all.length };
    all.set(given.subarray(0, fits), offset);
    return { written: fits }; }`;
  const answer = await ask<{ written?: number; size?: number }>(inspector, memoryReference, write, [
    offset,
    data,
    allowPartial,
  ]);
  if (answer.written === undefined)
    throw new EvaluationError(`The bytes do not fit: there are ${answer.size}, and they would begin at ${offset}.`);
  inspector.changed("memory", { memoryReference, offset, count: answer.written });
  return { bytesWritten: answer.written };
}

/** A memory reference is the variables reference of the buffer. */
async function ask<T>(inspector: Inspector, reference: string, functionDeclaration: string, given: readonly unknown[]) {
  const { target, holds } = inspector.handles.variablesOf(Number(reference));
  if (holds.is !== "object" || !holds.object.objectId || !isMemory(holds.object))
    throw new Stale("There is no memory behind this reference.");
  const { result, exceptionDetails } = await target.cdp.call("Runtime.callFunctionOn", {
    objectId: holds.object.objectId,
    functionDeclaration,
    arguments: given.map((value) => ({ value })),
    returnByValue: true,
    silent: true,
  });
  if (exceptionDetails) throw new EvaluationError("The memory is gone: its buffer was detached.");
  return result.value as T;
}
