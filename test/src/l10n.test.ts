import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "@babel/parser";
import type { CallExpression, Node, ObjectProperty, StringLiteral } from "@babel/types";
import { traverseFast } from "@babel/types";

/** Rooms whose texts people read in the language of their editor; each has one `t`. */
const rooms = ["src", "webview"];
/** What is shown to people when it is the value of such a key, or given to such a function. */
const shownKeys = /^(title|placeHolder|prompt|none|detail|tooltip|openLabel|button)$/;
const showing = /^(show(Information|Warning|Error)Message|tell)$/;

const json = (file: string): Record<string, string> => JSON.parse(readFileSync(file, "utf8"));
const german = json("l10n/bundle.l10n.de.json");
const manifest = { en: json("package.nls.json"), de: json("package.nls.de.json") };

interface Source {
  file: string;
  ast: Node;
}
const sources: Source[] = rooms.flatMap((room) =>
  readdirSync(room, { recursive: true })
    .map((name) => `${room}/${name}`)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => ({
      file,
      ast: parse(readFileSync(file, "utf8"), { sourceType: "module", plugins: ["typescript"] }),
    })),
);

function callsOf(names: RegExp): { call: CallExpression; place: string }[] {
  const found: { call: CallExpression; place: string }[] = [];
  for (const { file, ast } of sources) {
    traverseFast(ast, (node) => {
      if (node.type !== "CallExpression") return;
      const { callee } = node;
      const name =
        callee.type === "Identifier"
          ? callee.name
          : callee.type === "MemberExpression" && callee.property.type === "Identifier" && callee.property.name;
      if (name && names.test(name)) found.push({ call: node, place: `${file}:${node.loc?.start.line}` });
    });
  }
  return found;
}

const isText = (node: Node | undefined | null): node is StringLiteral => node?.type === "StringLiteral";

/** The texts of the code, with how many values each is given. */
const texts = callsOf(/^t$/).map(({ call, place }) => ({
  text: call.arguments[0],
  values: call.arguments.length - 1,
  place,
}));
const keys = [...new Set(texts.flatMap(({ text }) => (isText(text) ? [text.value] : [])))].sort();
const placeholders = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();

test("each text is written where it is said, so that it can be found", () => {
  assert.deepEqual(
    texts
      .filter(({ text, place }) => !isText(text) && !/^(src\/t|webview\/l10n)\.ts/.test(place))
      .map(({ place }) => place),
    [],
  );
});

test("each text is given a value for each of its places", () => {
  const wrong = texts.filter(({ text, values }) => isText(text) && placeholders(text.value).length !== values);
  assert.deepEqual(
    wrong.map(({ place }) => place),
    [],
  );
});

test("nothing is shown to people without going through t()", () => {
  const shown = callsOf(showing).flatMap(({ call, place }) => (isWords(call.arguments[0]) ? [place] : []));
  for (const { file, ast } of sources) {
    traverseFast(ast, (node) => {
      if (node.type === "ObjectProperty" && isShown(node)) shown.push(`${file}:${node.loc?.start.line}`);
    });
  }
  assert.deepEqual(shown, []);
});

function isShown({ key, value }: ObjectProperty): boolean {
  return key.type === "Identifier" && shownKeys.test(key.name) && isWords(value);
}

/** A literal with a letter in it, but for what comes of values. */
function isWords(node: Node | undefined): boolean {
  if (node?.type === "StringLiteral") return /\p{L}/u.test(node.value);
  if (node?.type === "TemplateLiteral")
    return node.quasis.some(({ value }) => /\p{L}{2,}/u.test(value.raw.replaceAll(/\$\([\w~-]+\)/g, "")));
  return false;
}

test("no template has words of its own", () => {
  const worded = sources.flatMap(({ file, ast }) => wordsInTemplates(ast).map((words) => `${file}: ${words}`));
  assert.deepEqual(worded, []);
});

/** What people would read in lit's templates beside their values: text, and the attributes that are shown or spoken. */
function wordsInTemplates(ast: Node): string[] {
  const found: string[] = [];
  traverseFast(ast, (node) => {
    if (node.type !== "TaggedTemplateExpression" || node.tag.type !== "Identifier") return;
    if (node.tag.name !== "html" && node.tag.name !== "svg") return;
    const text = node.quasi.quasis.map(({ value }) => value.cooked ?? "").join("\u0000");
    const attributes = [...text.matchAll(/ (?:title|aria-label|placeholder|label)="([^"]*)"/g)].map(
      ([, value]) => value,
    );
    const content = text.replaceAll(/<(code|kbd)>[^<]*<\/\1>/g, "").replaceAll(/<[^>]*>|^[^<]*>|<[^>]*$/g, "\u0000");
    found.push(
      ...[...attributes, ...content.split("\u0000")]
        .filter((each) => /\p{L}{2,}/u.test(each ?? ""))
        .map((each) => `${each?.trim()}`),
    );
  });
  return found;
}

test("the German texts of the code are those that are said, no more and no fewer", () => {
  const missing = keys.filter((key) => german[key] === undefined);
  const stale = Object.keys(german).filter((key) => !keys.includes(key));
  assert.deepEqual({ missing, stale }, { missing: [], stale: [] });
});

test("the German texts of package.json are those that there are, with the same commands behind them", () => {
  assert.deepEqual(Object.keys(manifest.de).sort(), Object.keys(manifest.en).sort());
  const commands = (text = "") => text.match(/\(command:[\w.]+\)/g);
  for (const [key, text] of Object.entries(manifest.en))
    assert.deepEqual(commands(manifest.de[key]), commands(text), key);
});

test("a translation has the places of its text, and its line breaks", () => {
  for (const [text, translated] of Object.entries(german)) {
    assert.deepEqual(placeholders(translated), placeholders(text), text);
    assert.notEqual(translated.trim(), "", text);
  }
});
