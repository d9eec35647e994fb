import { spawnSync } from "node:child_process";
import { nodes, tsx } from "./child.ts";

/** A language of modules on one Node. Texts have their types in block comments, which `write` opens where the language has types. */
export interface Language {
  /** As a test's title calls it: `v24.1.0, TypeScript by tsx`. */
  name: string;
  node: string;
  /** What Node is told before its program. */
  args: readonly string[];
  ending: "js" | "ts";
  /** Node itself takes the types out, so that imports must name `.ts`. */
  strips: boolean;
  write(text: string): string;
}

/** Each language on each Node that can run it. */
export const languages: readonly Language[] = nodes.flatMap((node) => {
  const told = spawnSync(node, ["-p", "process.version + ' ' + !!process.features.typescript"], { encoding: "utf8" });
  const [version, strips] = told.stdout.trim().split(" ");
  const typed = (text: string) => text.replaceAll("/*", "").replaceAll("*/", "");
  const plain = (text: string) => text;
  const both: Language[] = [
    { name: `${version}, JavaScript`, node, args: [], ending: "js", strips: false, write: plain },
    { name: `${version}, TypeScript by tsx`, node, args: ["--import", tsx], ending: "ts", strips: false, write: typed },
  ];
  if (strips !== "true") return both;
  return [
    ...both,
    { name: `${version}, TypeScript by Node`, node, args: [], ending: "ts", strips: true, write: typed },
  ];
});
