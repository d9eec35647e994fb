/** Puts chunks together to lines; `tooLong` is called for a line of more than `longest` bytes, which may change from line to line. */
export function lineSplitter(
  onLine: (text: Buffer) => void,
  tooLong: () => void,
  longest: () => number,
): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  return (chunk) => {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...parts, chunk.subarray(from, end)]);
      parts = [];
      length = 0;
      from = end + 1;
      onLine(line);
    }
    parts.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > longest()) tooLong();
  };
}
