// Writes dist/hot.d.ts: the types of `supertree/hot`, as the compiler declares them, in one file that needs no other.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));

/** In this order each names only what stands before it. */
const parts = ["standard-schema", "declared", "hot"];

/** @param {string} file */
export async function writeHotTypes(file) {
  const folder = await mkdtemp(join(tmpdir(), "supertree-types-"));
  try {
    const compilerOptions = {
      ...{
        declaration: true,
        emitDeclarationOnly: true,
        outDir: folder,
        rootDir: root,
        allowImportingTsExtensions: true,
      },
      ...{
        target: "es2023",
        module: "esnext",
        moduleResolution: "bundler",
        strict: true,
        skipLibCheck: true,
        types: ["node"],
      },
      typeRoots: [join(root, "node_modules/@types")],
    };
    await writeFile(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: [join(root, "agent/hot.ts")] }),
    );
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    await promisify(execFile)(process.execPath, [tsc, "-p", folder], { cwd: root });
    const texts = parts.map((part) => readFile(join(folder, "agent", `${part}.d.ts`), "utf8"));
    const lines = (await Promise.all(texts)).join("").split("\n");
    await writeFile(
      file,
      lines.filter((line) => !/^(import|export) (type )?\{.*\}( from .*)?;$/.test(line)).join("\n"),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
