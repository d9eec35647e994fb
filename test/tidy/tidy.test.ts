import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { code, files, imports, read, resolve, root } from "./files.ts";

/** Who may import whom; what is not listed is imported by nobody. docs/ARCHITECTURE.md says why. */
const mayImport: Record<string, readonly string[]> = {
  wire: [],
  words: ["wire"],
  traces: ["wire"],
  spec: [],
  core: ["wire", "spec"],
  client: ["wire"],
  config: ["spec"],
  machine: ["spec"],
  keeper: ["wire"],
  runtime: ["wire", "traces", "spec", "core", "config"],
  agent: ["wire", "core"],
  adapter: ["wire", "core", "client"],
  language: ["wire", "spec", "machine"],
  cli: ["wire", "words", "traces", "spec", "core", "config", "machine", "client"],
  webview: ["wire", "words", "traces"],
  src: ["wire", "words", "traces", "client"],
  scripts: ["spec", "test"],
};

const room = (file: string) => file.split("/")[0] ?? "";
const pure = new Set(["wire", "traces", "spec", "core"]);

/** A rule over files: the complaints it has, as `file: what is wrong`. */
function rule(name: string, complaints: () => string[]): void {
  test(name, () => assert.deepEqual(complaints(), []));
}

rule("rooms import only whom the table allows", () =>
  code
    .filter((file) => room(file) in mayImport)
    .flatMap((file) =>
      imports(file)
        .filter((name) => name.startsWith("."))
        .map((name) => room(resolve(file, name)))
        .filter((other) => other !== room(file) && !mayImport[room(file)]?.includes(other))
        .map((other) => `${file}: imports ${other}/`),
    ),
);

rule("pure rooms import no Node module and read neither clock nor chance", () =>
  code
    .filter((file) => pure.has(room(file)))
    .flatMap((file) => [
      ...imports(file)
        .filter((name) => name.startsWith("node:"))
        .map((name) => `${file}: imports ${name}`),
      ...(/\bMath\.random\b|\bDate\.now\b|\bnew Date\b/.test(read(file)) ? [`${file}: reads clock or chance`] : []),
    ]),
);

rule("only src knows vscode", () =>
  code
    .filter((file) => !["src", "test"].includes(room(file)) && imports(file).includes("vscode"))
    .map((file) => `${file}: imports vscode`),
);

rule("no file is dead: each is reached from an entry, a test or a script", () => {
  const built = [...read("scripts/build.mjs").matchAll(/"((?:[a-z]+)\/[a-z/-]+\.ts)"/g)].map((match) => match[1] ?? "");
  const reached = new Set<string>();
  const visit = (file: string) => {
    if (reached.has(file) || !code.includes(file)) return;
    reached.add(file);
    for (const name of imports(file)) if (name.startsWith(".")) visit(resolve(file, name));
  };
  const started = code.filter((file) =>
    /\.test\.ts$|^scripts\/|^examples\/|^bench\/main\.ts$|^test\/(oracle\/record|torture\/main)\.ts$/.test(file),
  );
  for (const file of [...built, ...started]) visit(file);
  return code
    .filter((file) => !reached.has(file) && !file.endsWith(".d.ts"))
    .map((file) => `${file}: nothing imports or starts it`);
});

rule("a file is one subject: at most 250 lines", () =>
  code
    .map((file) => ({ file, lines: read(file).split("\n").length - 1 }))
    .filter(({ lines }) => lines > 250)
    .map(({ file, lines }) => `${file}: ${lines} lines`),
);

rule("nothing is put off, skipped or silenced", () => {
  const marks = [
    new RegExp(`\\b(${["TODO", "FIXME", "XXX", "HACK"].join("|")})\\b`),
    /\b(test|it|describe)\.(only|skip|todo)\(|\bskip: *true/,
    /@ts-(ignore|nocheck|expect-error)|\bas any\b/,
    /catch *(\([^)]*\))? *\{\s*\}/,
  ];
  return code
    .filter((file) => file !== "test/tidy/tidy.test.ts")
    .flatMap((file) =>
      marks.filter((mark) => mark.test(read(file))).map((mark) => `${file}: ${mark.exec(read(file))?.[0]}`),
    );
});

rule("a link in the documents leads somewhere", () =>
  files
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) =>
      [...read(file).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map((match) => match[1] ?? "")
        .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(join(root, dirname(file), link)))
        .map((link) => `${file}: ${link} does not exist`),
    ),
);

rule("every command of package.json is explained in README.md or docs/", () => {
  const text = files
    .filter((file) => /^(README\.md|docs\/.*\.md)$/.test(file))
    .map(read)
    .join("\n");
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  return Object.keys(scripts)
    .filter((name) => !text.includes(`npm run ${name}`) && !text.includes(`npm ${name}`))
    .map((name) => `npm run ${name} is explained nowhere`);
});

rule("no path of a developer's machine is in the repository", () =>
  files
    .filter((file) => /\.(ts|mjs|json|ya?ml|md|css)$/.test(file) && file !== "package-lock.json")
    .filter((file) => /["'\s(](\/root\/|\/work\/|\/home\/[a-z])/.test(read(file)))
    .map((file) => `${file}: an absolute path`),
);
