import type { Browser, Frame, Locator, Page } from "playwright-core";
import { startBrowser } from "../webview/browser.ts";

/**
 * A VS Code in a real browser, used as a person would: by keys, by what is visible, waiting for what appears.
 * Every wait ends with playwright's own time limit and names what it waited for.
 */
export class Workbench {
  readonly page: Page;
  readonly #browser: Browser;
  readonly #artifacts: string;

  private constructor(browser: Browser, page: Page, artifacts: string) {
    this.#browser = browser;
    this.page = page;
    this.#artifacts = artifacts;
  }

  static async open(url: string, artifacts: string, viewport = { width: 1500, height: 950 }): Promise<Workbench> {
    const browser = await startBrowser();
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(60_000);
    await page.goto(url);
    const workbench = new Workbench(browser, page, artifacts);
    await page.locator(".monaco-workbench .explorer-folders-view").waitFor();
    return workbench;
  }

  /** Opens a file by quick open and waits until its text is there. */
  async openFile(name: string): Promise<void> {
    await this.#pick("Control+P", name, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor(); // of each group of editors
    await this.page.locator(".editor-instance .view-line").first().waitFor();
  }

  /** Runs a command by its title in the palette. */
  async run(title: string): Promise<void> {
    await this.#pick("F1", `>${title}`, title);
  }

  async goToLine(line: number, column = 1): Promise<void> {
    const there = this.page.locator(`.line-numbers.active-line-number:text-is("${line}")`).first();
    const go = async () => {
      await this.page.keyboard.press("Control+G");
      await this.page.locator(".quick-input-widget input").fill(`:${line}:${column}`, { timeout: 5_000 });
      await this.page.keyboard.press("Enter");
      await there.waitFor({ timeout: 5_000 });
    };
    while (!(await go().then(yes, closedAgain)));
  }

  /** Puts a breakpoint on a line of the open file. */
  async toggleBreakpoint(line: number): Promise<void> {
    await this.goToLine(line);
    await this.page.keyboard.press("F9");
  }

  /** Puts a breakpoint with a condition or a message on the line of the cursor, by the command that asks for it. */
  async breakpointWith(command: string, text: string): Promise<void> {
    await this.run(command);
    const widget = this.page.locator(".breakpoint-widget");
    await widget.locator(".monaco-editor.focused").waitFor();
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press("Enter");
    await widget.waitFor({ state: "detached" });
  }

  /** Replaces the text of a line of the open file, as typed. */
  async typeOver(line: number, text: string): Promise<void> {
    await this.goToLine(line);
    await this.page.keyboard.press("Home");
    await this.page.keyboard.press("Shift+End");
    await this.page.keyboard.insertText(text);
  }

  /** The first underlined place of the open file. */
  squiggle(kind: "error" | "warning" | "info"): Locator {
    return this.page.locator(`.squiggly-${kind}`).first();
  }

  /** The lenses of the open file with this text, from above to below. */
  lens(title: RegExp): Locator {
    return this.page.locator(".codelens-decoration a, .codelens-decoration > span").filter({ hasText: title });
  }

  /** Opens what the editor offers for the place of the cursor, until it is open. */
  async openFixes(): Promise<void> {
    const offered = this.page.locator(".action-widget .monaco-list-row").first();
    const open = async () => {
      await this.page.keyboard.press("Control+.");
      await offered.waitFor({ timeout: 5_000 });
    };
    while (!(await open().then(yes, closedAgain)));
  }

  async takeFix(title: string): Promise<void> {
    await this.page.locator(".action-widget .monaco-list-row", { hasText: title }).first().click();
  }

  async fix(title: string): Promise<void> {
    await this.openFixes();
    await this.takeFix(title);
  }

  /** Asks what the place of the cursor means, until what is said of it shows. */
  async explain(about: RegExp): Promise<void> {
    const said = this.page.locator(".monaco-hover:visible", { hasText: about }).first();
    const ask = async () => {
      await this.run("Show or Focus Hover");
      await said.waitFor({ timeout: 5_000 });
    };
    while (!(await ask().then(yes, closedAgain)));
  }

  /** Renames what stands at the cursor. */
  async rename(name: string): Promise<void> {
    const input = this.page.locator(".rename-box input");
    await this.page.keyboard.press("F2");
    await input.fill(name);
    await this.page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
    await this.page.locator(".view-line", { hasText: name }).first().waitFor();
  }

  async save(): Promise<void> {
    await this.page.keyboard.press("Control+S");
  }

  /** An icon of the activity bar. */
  activityBar(name: string): Locator {
    return this.page.locator(".activitybar").getByRole("tab", { name });
  }

  /** What the status bar or a notification tells, as soon as one of them is about this. */
  async told(about: RegExp): Promise<string> {
    const places = this.page.locator(".statusbar-item, .notification-list-item-message");
    return places.filter({ hasText: about }).first().innerText();
  }

  /** The row of a view, by its accessible name. */
  row(name: RegExp): Locator {
    return this.page.getByRole("treeitem", { name }).or(this.page.getByRole("row", { name })).first();
  }

  /** Opens a row until `inside` shows; a view that is drawn anew meanwhile is opened again. */
  async expand(row: Locator, inside: Locator): Promise<void> {
    while (!(await inside.isVisible())) {
      if ((await row.getAttribute("aria-expanded")) === "false") await row.click();
      await inside.waitFor({ timeout: 2_000 }).catch(notYet);
    }
  }

  /** Unfolds a view of a side bar, by its heading, until `inside` shows. */
  async unfold(heading: RegExp, inside: Locator): Promise<void> {
    const header = this.page.locator(".pane-header").filter({ hasText: heading });
    while (!(await inside.isVisible())) {
      if ((await header.getAttribute("aria-expanded")) === "false") await header.click();
      await inside.waitFor({ timeout: 2_000 }).catch(notYet);
    }
  }

  /** Right-clicks a row and takes an entry of its menu: by Enter, since a menu ignores the mouse for its first 100 ms. */
  async choose(row: Locator, entry: string): Promise<void> {
    const items = this.page.locator(".context-view .action-item", { hasText: entry });
    const take = async () => {
      await row.click({ button: "right" });
      await items.first().hover({ timeout: 5_000 });
      await items.and(this.page.locator(".focused")).waitFor({ timeout: 5_000 });
      await this.page.keyboard.press("Enter");
      await items.first().waitFor({ state: "hidden", timeout: 5_000 });
    };
    while (!(await take().then(yes, notTaken)));
  }

  /** Presses a button in a row, which shows it once the mouse is over it. */
  async press(row: Locator, button: string): Promise<void> {
    const take = async () => {
      await row.hover({ timeout: 5_000 });
      await row.getByRole("button", { name: button }).click({ timeout: 5_000 });
    };
    while (!(await take().then(yes, notTaken)));
  }

  /** Takes an entry of the list that a command asks with. */
  async take(entry: string): Promise<void> {
    await this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${entry}"]`).first().click();
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /** Types into the box that a command asks with, in place of what stands in it. */
  async type(text: string): Promise<void> {
    await this.page.locator(".quick-input-widget input").first().fill(text);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /** Clicks until it has had its effect: what is drawn anew between press and release hears no click. */
  async clickUntil(target: Locator, effect: Locator): Promise<void> {
    const click = async () => {
      await target.click({ timeout: 5_000 });
      await effect.waitFor({ timeout: 5_000 });
    };
    while (!(await effect.isVisible())) await click().catch(notYet);
  }

  /** The frame in which a webview's own content lives, once it shows what `selector` finds. */
  async webview(selector: string): Promise<Frame> {
    for (;;) {
      for (const frame of this.page.frames().filter((each) => each !== this.page.mainFrame())) {
        if ((await frame.locator(selector).count().catch(goneFrame)) > 0) return frame;
      }
      await this.page.waitForEvent("frameattached", { timeout: 1_000 }).catch(noNewFrame);
    }
  }

  /** A picture for people to look at. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: `${this.#artifacts}/${name}.png` });
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  /** Opens quick input, types and takes the entry that begins so; where a stop of the debugger closes it meanwhile, again. */
  async #pick(key: string, text: string, entry: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input");
    const row = this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${entry}"]`).first();
    const take = async () => {
      await this.page.keyboard.press(key);
      await input.fill(text, { timeout: 5_000 });
      await row.click({ timeout: 5_000 });
    };
    while (!(await take().then(yes, closedAgain)));
  }
}

const yes = () => true;
/** The quick input was closed before its entry was taken. */
const closedAgain = () => false;
/** The menu is still open, or was closed by a redraw before its entry was taken. */
const notTaken = () => false;
/** What was opened may have been closed by a redraw: look again. */
const notYet = () => undefined;
/** A frame may go while it is looked at: then it has nothing of what we look for. */
const goneFrame = () => 0;
/** No new frame within a second: the ones there are may have filled meanwhile, look again. */
const noNewFrame = () => null;
