// Writes supertree-VERSION.vsix from dist/ and what .vscodeignore allows; installs and builds first where needed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildAll, packages, root, run } from "./setup.mjs";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Where the package goes. */
export const vsixFile = join(root, `supertree-${version}.vsix`);

/** Packages what dist/ holds now. */
export function vsix() {
  run(process.execPath, [
    "node_modules/@vscode/vsce/vsce",
    "package",
    "--no-dependencies",
    "--no-rewrite-relative-links",
    "--out",
    vsixFile,
  ]);
}

if (process.argv[1] === import.meta.filename) {
  packages();
  buildAll();
  vsix();
}
