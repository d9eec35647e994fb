import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseSpec, problemCodes } from "../../spec/index.ts";

const page = readFileSync("docs/PROBLEMS.md", "utf8");
const sections = page
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const code = section.slice(0, section.indexOf("\n"));
    const examples = [...section.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)];
    return { code, examples: examples.map(([, language = "", text = ""]) => ({ language, text })) };
  });

test("docs/PROBLEMS.md has a section for each code, in their order, and no other", () => {
  assert.deepEqual(
    sections.map(({ code }) => code),
    Object.keys(problemCodes),
  );
});

test("the first example of a section has the problem, the second none at all", () => {
  for (const { code, examples } of sections) {
    assert.equal(examples.length, 2, code);
    const [wrong, mended] = examples.map(({ language, text }) => codesOf(language, text));
    if (!beyondTheText.has(code)) assert.ok(wrong?.includes(code), `${code}: the example has ${wrong?.join(", ")}`);
    assert.deepEqual(mended, [], code);
  }
});

/** Found by asking the machine or by running a module; test/machine and test/cli have them. */
const beyondTheText = new Set([
  ...["command_not_found", "not_executable", "missing_file", "missing_folder", "missing_script", "module_failed"],
]);

/** An example is a whole spec, one without its name, or the keys of one child. */
function codesOf(language: string, text: string): string[] {
  if (language === "ts") return [];
  if (language === "json") return parseSpec(text, "json").problems.map((problem) => problem.code);
  const root = /^(name|strategy|intensity|dynamic|default|children):/m.exec(text)?.index === 0;
  const spec = root ? text : `children:\n  - id: api\n${text.replace(/^/gm, "    ")}`;
  const named = /^name:/m.test(spec) ? spec : `name: shop\n${spec}`;
  return parseSpec(named, "yaml").problems.map((problem) => problem.code);
}
