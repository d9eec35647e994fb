import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import "./activated.ts";
import { editor } from "./vscode/editor.ts";

const { contextKeys } = await import("../../src/connection/context-keys.ts");

interface Item {
  command: string;
  when?: string;
  group?: string;
  args?: string;
}
interface Command {
  command: string;
  title: string;
  category: string;
  enablement?: string;
}
const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const texts: Record<string, string> = JSON.parse(readFileSync("package.nls.json", "utf8"));
const commands: Command[] = manifest.contributes.commands;
const menus: Record<string, Item[]> = manifest.contributes.menus;
const welcomes: { view: string; when: string; contents: string }[] = manifest.contributes.viewsWelcome;
const keys: Item[] = manifest.contributes.keybindings;
/** What only keys of the Supervision view give, with the command that they mean. */
const keyed = "supertree.onSelection";
const ids = commands.map(({ command }) => command).sort();

/** Keys of the editor's own that we lean on. */
const editorKeys = [
  "view",
  "focusedView",
  "viewItem",
  "isWorkspaceTrusted",
  "workspaceFolderCount",
  "editorLangId",
  "debugType",
  "callStackItemType",
  "debuggersAvailable",
  "inDebugMode",
];

test("each command of package.json is registered, and each registered one is in package.json", () => {
  assert.deepEqual([...editor.commands.keys()].filter((id) => id !== keyed).sort(), ids);
});

test("each command has a title and is found in the palette under Supertree", () => {
  for (const { command, title, category } of commands) {
    assert.ok(text(title), command);
    assert.equal(category, "Supertree", command);
  }
  const hidden = (menus.commandPalette ?? []).filter(({ when }) => when === "false");
  assert.deepEqual(hidden, []);
});

test("each menu, key and welcome view leads to a command that there is", () => {
  const named = Object.values(menus).flatMap((items) => items.map(({ command }) => command));
  const linked = welcomes.flatMap(({ contents }) =>
    [...text(contents).matchAll(/\(command:(supertree\.\w+)\)/g)].map((match) => match[1] ?? ""),
  );
  const bound = keys.map(({ command, args }) => (command === keyed ? (args ?? "") : command));
  for (const id of [...named, ...linked, ...bound]) assert.ok(ids.includes(id), id);
});

test("every condition uses keys that are set by us or by the editor", () => {
  const known = [...contextKeys, ...editorKeys];
  const conditions = [
    ...Object.values(menus).flatMap((items) => items.map(({ when }) => when)),
    ...commands.map(({ enablement }) => enablement),
    ...welcomes.map(({ when }) => when),
    ...keys.map(({ when }) => when),
  ].filter((when) => when !== undefined);
  for (const when of conditions) {
    const bare = when.replaceAll(/\/(?:[^/\\]|\\.)+\//g, "").replaceAll(/'[^']*'|[=!]=\s*[\w.]+/g, "");
    for (const [key] of bare.matchAll(/[a-zA-Z][\w.]*/g)) assert.ok(known.includes(key), `${key} in ${when}`);
  }
});

test("every key that is set is used", () => {
  const all = JSON.stringify(manifest);
  for (const key of contextKeys) assert.ok(all.includes(key), key);
});

/** Which commands a row offers, by what the view says of it: inline ones first, then those of its menu. */
const offered: [row: string, inline: string, menu: string][] = [
  [
    "worker up plan agent process",
    "restart stop changePlan debugChild",
    "restart stop hold debugChild kill killWithSignal signal changePlan changeCount writeToSpec reloadProcess openLog revealInPanel showChildSpec whatIf",
  ],
  [
    "worker up process onhold",
    "release restart stop changePlan",
    "restart stop release kill killWithSignal signal changePlan writeToSpec openLog revealInPanel showChildSpec whatIf",
  ],
  [
    "worker down plan",
    "start changePlan",
    "start restart delete changePlan changeCount writeToSpec openLog revealInPanel showChildSpec whatIf",
  ],
  [
    "supervisor up dynamic",
    "restart stop changePlan",
    "restart stop hold debugChild changePlan scale changeStrategy changeIntensity writeToSpec startChild adopt changeDefaultChildSpec reloadProcess revealInPanel showChildSpec showDefaultChildSpec trace",
  ],
  [
    "supervisor up root",
    "",
    "changeStrategy changeIntensity writeToSpec startChild adopt changeDefaultChildSpec reloadProcess revealInPanel showChildSpec showDefaultChildSpec trace",
  ],
  [
    "supervisor down",
    "start changePlan",
    "start restart delete changePlan changeStrategy changeIntensity writeToSpec changeDefaultChildSpec reloadProcess revealInPanel showChildSpec showDefaultChildSpec trace",
  ],
  ["range", "restart stop", "start restart stop hold release kill killWithSignal delete signal reloadProcess"],
  ["runtime connected", "debugTree stopTree", "debugTree stopTree applySpec rollBack showTree openSpec"],
  ["runtime idle startable", "startTree debugTree", "startTree debugTree showTree openSpec"],
];
for (const [row, inline, menu] of offered) {
  test(`the row “${row}” offers ${menu}`, () => {
    const items = (menus["view/item/context"] ?? []).filter(({ when }) => holds(when ?? "", row));
    const inGroup = (isInline: boolean) =>
      items
        .filter(({ group }) => group?.startsWith("inline") === isInline)
        .sort((a, b) => (a.group ?? "").localeCompare(b.group ?? ""))
        .map(({ command }) => command.replace("supertree.", ""))
        .join(" ");
    assert.deepEqual([inGroup(true), inGroup(false)], [inline, menu]);
  });
}

test("every text has its place in package.nls.json, and every text there is used", () => {
  const used = [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map((match) => match[1] ?? "");
  assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
});

test("icons are there", () => {
  for (const file of [manifest.icon, manifest.contributes.viewsContainers.activitybar[0].icon, "media/icon.svg"]) {
    assert.ok(existsSync(file), file);
  }
});

function text(placeholder: string): string {
  return texts[placeholder.replaceAll("%", "")] ?? "";
}

/** The conditions of our menus are conjunctions of `viewItem =~ /…/`, negated or not, and the view. */
function holds(when: string, row: string): boolean {
  return when.split(" && ").every((term) => {
    if (term === "viewItem == range") return row === "range";
    const pattern = /viewItem =~ \/(.+)\//.exec(term)?.[1];
    if (pattern === undefined) return term === "view == supertree.supervision";
    return new RegExp(pattern).test(row) !== term.startsWith("!");
  });
}
