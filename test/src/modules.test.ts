import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { ModuleVersion } from "../../wire/index.ts";
import { current, give, running } from "./activated.ts";
import { editor, note, until } from "./vscode/editor.ts";

const { person } = await import("./vscode/index.ts");

const device = "/p/device.ts";
const hash = "0123456789ab";
const version = (path: string, change: Partial<ModuleVersion> = {}): ModuleVersion => ({
  ...{ path: `fleet/${path}`, file: device, kind: "module", version: 2, hash, current: true, states: [] },
  ...change,
});

async function looking(modules: ModuleVersion[]) {
  const runtime = await running();
  runtime.answers = { modules: () => ({ modules }) };
  const view = editor.views.get("supertree.modules");
  assert.ok(view);
  view.provider.onDidChangeTreeData(note);
  view.turn(true);
  await until(() => view.rows().length > 0, "rows");
  return { runtime, view };
}

/** `device.ts [pass] version 2 in 1 process`, its processes below it. */
function drawn(): string[] {
  const view = editor.views.get("supertree.modules");
  const line = (row: unknown) => {
    const item = view?.provider.getTreeItem(row as never) as {
      label: string;
      description: string;
      iconPath: { id: string };
    };
    return `${item.label.split("/").at(-1)} [${item.iconPath.id}] ${item.description}`;
  };
  return (view?.rows() ?? []).flatMap((row) => [
    line(row),
    ...(view?.rows(row) ?? []).map((below) => `  ${line(below)}`),
  ]);
}

test("the view has each file with the versions that run, and a mark where that is not what is on disk", async () => {
  const states = [{ name: "users", version: 3 }];
  await looking([
    version("b", { version: 3, states }),
    version("a", { current: false }),
    version("a", { file: "/p/api.ts", version: 1 }),
  ]);
  assert.deepEqual(drawn(), [
    "api.ts [pass] version 1 in 1 process",
    "  a [pass] version 1",
    "device.ts [warning] version 2 in 1 process, version 3 in 1 process · differs from disk",
    "  a [warning] version 2 · differs from disk",
    "  b [pass] version 3 · state users, version 3",
  ]);
});

test("it is asked for only while somebody looks, and anew after a reload", async () => {
  const { runtime, view } = await looking([version("a")]);
  const asked = () => runtime.heard.filter(({ name }) => name === "modules").length;
  runtime.answers = { modules: () => ({ modules: [version("a", { version: 3 })] }) };
  runtime.notify("reloaded", { what: "reload", at: 0, by: null, result: { outcome: "unchanged" } });
  await until(() => drawn()[0] === "device.ts [pass] version 3 in 1 process", "version 3");
  view.turn(false);
  const before = asked();
  runtime.notify("reloaded", { what: "reload", at: 0, by: null, result: { outcome: "unchanged" } });
  await until(() => editor.log.filter((line) => line.includes("every process already")).length === 2, "heard");
  assert.equal(asked(), before);
});

test("the status bar has the version of the open module", async () => {
  await looking([version("a"), version("b", { current: false })]);
  person.turnsTo({ fileName: device, languageId: "typescript" } as never);
  await until(() => editor.items.has("supertree.module"), "the item");
  const item = editor.items.get("supertree.module");
  assert.equal(item?.text, "$(flame) version 2 $(warning)");
  assert.equal(item?.tooltip, "version 2 in 2 processes. What runs differs from the file on disk.");
  person.turnsTo({ fileName: "/p/other.ts", languageId: "typescript" } as never);
  assert.equal(editor.items.has("supertree.module"), false);
});

test("what runs is compared with what is on disk, by the text that the runtime keeps", async () => {
  const { folder } = current();
  const sources = join(folder, ".supertree", "state", "sources");
  const file = join(folder, "device.ts");
  await mkdir(sources, { recursive: true });
  await writeFile(join(sources, `${hash}ffff`), "old\n");
  await writeFile(file, "new\n");
  await looking([version("a", { file, current: false })]);
  await give("compareModule", "device.ts");
  assert.deepEqual(
    editor.diffs.map(({ title, before }) => [title, before]),
    [["device.ts: version 2 of fleet/a ↔ disk", "old\n"]],
  );
});
