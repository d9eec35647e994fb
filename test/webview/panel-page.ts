import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { type FromPanel, fromPanel, type ToPanel } from "../../wire/index.ts";
import { type Theme, themeProperties } from "./themes.ts";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const vscodeApi = fileURLToPath(new URL("fixtures/vscode-api.js", import.meta.url));
const place = "http://panel.test/";

/** As strict as VS Code can be: what the page serves and nothing else, no inline script, no inline style, no eval. */
const policyOf = (name: string) =>
  `default-src 'none'; script-src http://panel.test/${name}.js; style-src http://panel.test/${name}.css; font-src http://panel.test/`;

const htmlOf = (name: string, language: string, texts: string) => `<!DOCTYPE html>
<html lang="${language}"><head><meta charset="UTF-8"><title>Supertree</title>
<link id="vscode-codicon-stylesheet" rel="stylesheet" href="${name}.css"></head>
<body data-l10n="${texts}"><script type="module" src="${name}.js"></script></body></html>`;

const types: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css", ttf: "font/ttf" };

export interface PanelPage {
  page: Page;
  /** Sends what the extension would send, and waits until the next picture is drawn. */
  tell(...messages: ToPanel[]): Promise<void>;
  /** Sends anything at all. */
  tellRaw(data: unknown): Promise<void>;
  /** The picture that follows what was done by mouse or keys. */
  drawn(): Promise<void>;
  /** All that the panel has sent, decoded as the extension decodes it. */
  posted(): Promise<FromPanel[]>;
  /** Errors, and violations of the content security policy. */
  complaints: string[];
}

export interface PanelOptions {
  /** Which page of dist/: the tree panel, or the table of an expression in many processes. */
  built?: "webview" | "across" | "traces";
  theme?: Theme;
  width?: number;
  height?: number;
  reducedMotion?: boolean;
  language?: "en" | "de";
  /** How many device pixels a pixel has: with half the width and height, the zoom of a browser. */
  zoom?: number;
}

/** The built panel in a page of its own, with the one function that VS Code gives to a webview. */
export async function openPanel(browser: Browser, options: PanelOptions = {}): Promise<PanelPage> {
  const {
    built = "webview",
    theme = "dark",
    width = 1280,
    height = 800,
    reducedMotion = true,
    zoom = 1,
    language = "en",
  } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: zoom,
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000); // a busy machine is no fault of the panel
  const complaints: string[] = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.route(`${place}**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const headers = { "Content-Security-Policy": policyOf(built) };
    if (name === "")
      return route.fulfill({
        contentType: "text/html",
        headers,
        body: htmlOf(built, language, await textsIn(language)),
      });
    const contentType = types[name.split(".").at(-1) ?? ""];
    if (!contentType) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType, body: await readFile(`${dist}${name}`) });
  });
  await page.addInitScript({
    content: `window.themeProperties = ${JSON.stringify(themeProperties(theme))};\n${await readFile(vscodeApi, "utf8")}`,
  });
  await page.goto(place);
  const raw = (data: unknown) => page.evaluate(told, data);
  return {
    page,
    complaints,
    tellRaw: raw,
    tell: async (...messages) => {
      for (const message of messages) await raw(message);
    },
    drawn: () => page.evaluate(nextPicture),
    posted: async () => fromPanel.array().parse(await page.evaluate(() => Reflect.get(window, "posted"))),
  };
}

/** As the extension hands over the texts of a language: in an attribute, and none for English. */
async function textsIn(language: "en" | "de"): Promise<string> {
  if (language === "en") return "";
  const bundle = await readFile(new URL("../../l10n/bundle.l10n.de.json", import.meta.url), "utf8");
  return bundle.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** Runs in the page: the message, then the picture that follows it. */
function told(data: unknown): Promise<void> {
  return new Promise((done) => {
    addEventListener("message", () => requestAnimationFrame(() => requestAnimationFrame(() => done())), { once: true });
    window.postMessage(data, "*");
  });
}

/** The panel draws within a frame of what happened, so the one after it shows it. */
function nextPicture(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
}
