/** What a reload can read; `transpiled` is CommonJS that a compiler of its own has made, as it runs. A file of its own, as the agent needs it in every process and the parser only in some. */
export type Language = "javascript" | "typescript" | "commonjs" | "commonjs-typescript" | "transpiled";

/** The language of a module's file; null for one that is compiled by more than taking its types away, or is no module. */
export function languageOf(file: string, kind: "module" | "commonjs" = "module"): Language | null {
  const typed = /\.[cm]?ts$/.test(file);
  if (!typed && !/\.[cm]?js$/.test(file)) return null;
  if (kind === "commonjs") return typed ? "commonjs-typescript" : "commonjs";
  if (/\.c[jt]s$/.test(file)) return null;
  return typed ? "typescript" : "javascript";
}

export function isTyped(language: Language): boolean {
  return language === "typescript" || language === "commonjs-typescript";
}

export function isCommonjs(language: Language): boolean {
  return language === "commonjs" || language === "commonjs-typescript" || language === "transpiled";
}

/** Raised whenever modules are instrumented in another way, so that what an older agent left is not taken for it. */
const instrumentation = 2;

/** The name under which a module's text is kept as it is loaded: reloadable. `hash` is that of the text on disk. */
export function loadableName(hash: string, language: Language): string {
  return `${hash}.${language}-${instrumentation}`;
}
