/** What a reload can read. A file of its own, as the agent needs it in every process and the parser only in some. */
export type Language = "javascript" | "typescript";

/** The language of a module's file; null for one that is compiled by more than taking its types away, or is no module. */
export function languageOf(file: string): Language | null {
  if (/\.m?ts$/.test(file)) return "typescript";
  return /\.m?js$/.test(file) ? "javascript" : null;
}
