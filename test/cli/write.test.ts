import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { answerOf, errorOf, project, supertree } from "./supertree.ts";

const spec = `# Two kinds of children.
name: w
children:
  - id: one   # the first
    run: sleep 1000
    restart: permanent  # as OTP
  - id: many
    supervisor:
      dynamic: { max: 10 }
      default: { run: "sleep 1{n}000", plan: [{restart: 1s}] }
    children: { from: 1, to: 2, id: "n-{n}" }
`;

test("a plan that is changed while the tree runs is written into the spec, a diff shown first", async (t) => {
  const folder = await project(t, spec);
  const file = join(folder, "supertree.yaml");
  await supertree(folder, "up", "--detach");

  const words = ["plan", "set", "one", "[restart, {restart: 5s}]", "--count", "2", "--write"];
  const asked = await supertree(folder, ...words);
  assert.equal(asked.code, 2);
  assert.match(asked.stderr, /Nothing was written: nobody is there to be asked\. Give --yes/);
  assert.equal(await readFile(file, "utf8"), spec);

  const written = await supertree(folder, ...words, "--yes");
  assert.equal(written.code, 0);
  const lines = written.stdout.split("\n").filter((line) => /^[-+] /.test(line));
  assert.deepEqual(lines, [
    "-    restart: permanent  # as OTP",
    "+    plan: [restart, { restart: 5s }]  # as OTP",
    "+    count: 2",
  ]);
  assert.match(written.stdout, /Written into .*supertree\.yaml\.\n$/);
  const now = spec
    .replace("restart: permanent ", "plan: [restart, { restart: 5s }] ")
    .replace("# as OTP", "# as OTP\n    count: 2");
  assert.equal(await readFile(file, "utf8"), now);

  assert.deepEqual(await answerOf(folder, "write", "one"), { file, diff: "", notes: [], written: false });
});

test("the number of children and the plan of a template are written for all of them", async (t) => {
  const folder = await project(t, spec);
  await supertree(folder, "up", "--detach");
  await answerOf(folder, "scale", "many", "4");
  await answerOf(folder, "plan", "set", "n-1", "[wait]");

  const preview = (await answerOf(folder, "write", "many", "n-1")) as {
    diff: string;
    notes: string[];
    written: boolean;
  };
  assert.equal(preview.written, false);
  assert.match(preview.diff, /^\+ {4}children: \{ from: 1, to: 4, id: "n-\{n\}" \}$/m);
  assert.deepEqual(preview.notes, [
    "This changes all children of w/many: they are made from one template, so it stands in their `default`.",
  ]);
  await answerOf(folder, "write", "many", "n-1", "--yes");
  const now = spec.replace("plan: [{restart: 1s}]", "plan: [wait]").replace("to: 2", "to: 4");
  assert.equal(await readFile(join(folder, "supertree.yaml"), "utf8"), now);
});

test("what cannot be written is refused, and the file stays", async (t) => {
  const folder = await project(t, spec);
  const file = join(folder, "supertree.yaml");
  await supertree(folder, "up", "--detach");
  await answerOf(folder, "plan", "set", "one", "[wait]");

  await writeFile(file, spec.replace("id: one", "id: eins"));
  assert.deepEqual(await errorOf(folder, "write", "one", "--yes"), { exit: 1, code: "not_found" });
  await writeFile(file, `${spec}  - {`);
  assert.deepEqual(await errorOf(folder, "write", "one", "--yes"), { exit: 1, code: "invalid_spec" });
  await writeFile(
    file,
    `${spec.replace("  - id: one   # the first\n", "  - &a\n    id: one\n")}  - { <<: *a, id: two }\n`,
  );
  assert.deepEqual(await errorOf(folder, "write", "one", "--yes"), { exit: 1, code: "not_writable" });
  assert.match(await readFile(file, "utf8"), /restart: permanent {2}# as OTP/);
});
