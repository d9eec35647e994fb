import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * Module hooks for config modules, on this thread or Node's own for hooks: `supertree/spec` is ours, wherever the module lies,
 * and types are taken out of TypeScript. Node's later versions do the latter too, but say less about what is wrong.
 */
export function resolve(specifier: string, context: object, next: Next<Resolved>): Resolved | Promise<Resolved> {
  if (specifier !== "supertree/spec") return next(specifier, context);
  return { url: new URL("./spec.js", import.meta.url).href, format: "module", shortCircuit: true };
}

export function load(url: string, context: object, next: Next<Loaded>): Loaded | Promise<Loaded> {
  const form = /^file:.*\.([mc]?)ts$/.exec(url.replace(/[?#].*$/, ""));
  if (!form) return next(url, context);
  const source = withoutTypes(fileURLToPath(url));
  return { format: form[1] === "c" ? "commonjs" : "module", source, shortCircuit: true };
}

type Next<T> = (given: string, context: object) => T | Promise<T>;
interface Resolved {
  url: string;
  format?: string;
  shortCircuit?: boolean;
}
interface Loaded {
  format: string;
  source?: string;
  shortCircuit?: boolean;
}

/** Spaces stand where the types were, so that every line and column stays as it is. Throws a SyntaxError that names its place. */
function withoutTypes(file: string): string {
  const stripped = strip(file);
  if ("problem" in stripped) throw new SyntaxError(stripped.problem);
  return stripped.code;
}

/** What is wrong with a module's syntax, as `file:line:column: what`; null when nothing is. V8 keeps the place for itself. */
export function syntaxProblem(file: string): string | null {
  const stripped = strip(file);
  return "problem" in stripped ? stripped.problem : null;
}

function strip(file: string): { code: string } | { problem: string } {
  const amaro: Amaro = createRequire(import.meta.url)("./amaro.cjs"); // it is big, and only TypeScript and mistakes need it
  try {
    return amaro.transformSync(readFileSync(file, "utf8"), { mode: "strip-only" });
  } catch (error) {
    return { problem: described(file, error) };
  }
}

interface Amaro {
  /** Throws a text, a drawing of the place, for what cannot just be taken away. */
  transformSync(code: string, options: { mode: "strip-only" }): { code: string };
}

/** The drawing's first line says what is wrong; the line with the caret, and the one above it, say where. */
function described(file: string, error: unknown): string {
  const drawing = error instanceof Error ? error.message : String(error);
  const what = drawing.split("\n")[0]?.replace(/^\s*x\s*/, "") ?? drawing;
  const place = /^\s*(\d+) \|.*\n\s*: ( *)\^/m.exec(drawing);
  return `${file}:${place?.[1] ?? 1}:${(place?.[2]?.length ?? 0) + 1}: ${what}`;
}
