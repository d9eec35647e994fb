/** How a word of a text is written otherwise. */

/** `8080` → `"8080"` */
export function quoted(written: string): string {
  return JSON.stringify(written);
}

/** `5` → `5s`, `50/d` → `50/s`, also within its quotes; JSON knows no text without them. */
export function withUnit(written: string, unit: string, format: "yaml" | "json"): string {
  const quote = /^["']/.exec(written)?.[0] ?? "";
  const bare = quote === "" ? written : written.slice(1, -1);
  const mended = `${bare.trim().replace(/\/.*$/, "")}${unit}`;
  return quote === "" && format === "json" ? JSON.stringify(mended) : `${quote}${mended}${quote}`;
}

/** `a && b` → `sh -c 'a && b'` */
export function shellCommand(command: string): string {
  return `sh -c '${command.replaceAll("'", "'\\''")}'`;
}
