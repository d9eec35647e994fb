import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** The repository's root, where tests are started. */
export const root = process.cwd();

/** Every file that git tracks or would track, as a path from the root. */
export const files: readonly string[] = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard"],
  {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  },
)
  .split("\n")
  .filter((file) => file !== "" && existsSync(join(root, file)));

export const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** TypeScript and scripts that people wrote; what tests feed on (`fixtures/`) is material, not code of ours. */
export const code: readonly string[] = files.filter(
  (file) => /\.(ts|mts|mjs)$/.test(file) && !file.includes("/fixtures/"),
);

/** What a file imports: `from "…"`, `import "…"` and `import("…")`, types included, and sources it starts by `new URL("….ts", …)`. */
export function imports(file: string): string[] {
  const text = read(file);
  const imported = text.matchAll(/(?:from|import)\s*\(?\s*["']([^"'\n]+)["']/g);
  const started = text.matchAll(/new URL\(["'](\.[^"'\n]+\.ts)["']/g);
  return [...imported, ...started].map((match) => match[1] ?? "");
}

/** The file of ours that a relative import means. */
export function resolve(from: string, specifier: string): string {
  return normalize(join(dirname(from), specifier));
}
