/** The most that one message of an agent may take: lists of modules are the longest. */
const longestBytes = 16 * 1024 * 1024;

/** Puts chunks together to lines; `tooLong` is called for a line beyond all measure. */
export function lineSplitter(onLine: (text: string) => void, tooLong: () => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  return (chunk) => {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...parts, chunk.subarray(from, end)]).toString("utf8");
      parts = [];
      length = 0;
      from = end + 1;
      onLine(line);
    }
    parts.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > longestBytes) tooLong();
  };
}
