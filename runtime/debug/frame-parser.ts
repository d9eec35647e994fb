const textFrame = 0x81;

/**
 * Splits what an inspector sends into messages: final text frames without a mask, which is all that it ever sends besides its goodbye.
 * `strange` is called for anything else; nothing is told after that.
 */
export function frameParser(message: (text: Buffer) => void, strange: () => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let held = 0;
  let needed = 2;
  let over = false;

  return (chunk) => {
    if (over) return;
    parts.push(chunk);
    held += chunk.length;
    if (held < needed) return; // a large message comes in many chunks; they are put together once
    let rest = parts.length === 1 ? chunk : Buffer.concat(parts);
    for (;;) {
      const frame = measure(rest);
      if (frame === "strange") {
        over = true;
        return strange();
      }
      needed = frame.end;
      if (rest.length < needed) break;
      message(rest.subarray(frame.start, frame.end));
      rest = rest.subarray(frame.end);
    }
    parts = rest.length > 0 ? [rest] : [];
    held = rest.length;
  };
}

/** Where the first frame's text starts and ends; as long as its header is incomplete, `end` is how many bytes tell more. */
function measure(bytes: Buffer): { start: number; end: number } | "strange" {
  if (bytes.length < 2) return { start: 2, end: 2 };
  const length = bytes.readUInt8(1);
  if (bytes.readUInt8(0) !== textFrame || length > 127) return "strange";
  if (length < 126) return { start: 2, end: 2 + length };
  const start = length === 126 ? 4 : 10;
  if (bytes.length < start) return { start, end: start };
  const real = length === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return { start, end: start + real };
}
