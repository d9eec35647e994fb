import { StringDecoder } from "node:string_decoder";

/** A line longer than this is cut into several, so that a child that never ends its line cannot fill the memory. */
const longest = 64 * 1024;

/** Splits a stream of bytes into lines: `put("a\nb")` gives `a`, `end()` gives `b`. Characters split between chunks are put together. */
export function lineSplitter(onLine: (text: string) => void): { put(chunk: Buffer): void; end(): void } {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  const give = (text: string) => onLine(text.endsWith("\r") ? text.slice(0, -1) : text);
  return {
    put(chunk) {
      const lines = (rest + decoder.write(chunk)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) give(line);
      while (rest.length > longest) {
        give(rest.slice(0, longest));
        rest = rest.slice(longest);
      }
    },
    end() {
      rest += decoder.end();
      if (rest !== "") give(rest);
      rest = "";
    },
  };
}
