// Writes supertree-VERSION.vsix from dist/ and what .vscodeignore allows; installs and builds first where needed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildAll, packages, root, run } from "./setup.mjs";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Packages what dist/ holds now; returns the file's path. */
export function vsix() {
  const file = join(root, `supertree-${version}.vsix`);
  run(process.execPath, ["node_modules/@vscode/vsce/vsce", "package", "--no-dependencies", "--out", file]);
  return file;
}

if (process.argv[1] === import.meta.filename) {
  packages();
  buildAll();
  vsix();
}
