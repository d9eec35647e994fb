/** The module `vscode` for tests: an editor without a window, whose person is the test. */
import { readFileSync } from "node:fs";
import { applyEdit, contents, fs, openTextDocument } from "./documents.ts";
import { ask, type Document, editor, note, type Session } from "./editor.ts";
import { statusItem, treeView } from "./tree-view.ts";
import { Disposable, EventEmitter, relativeTo, Uri } from "./values.ts";
import { webviewPanel } from "./webview-panel.ts";

export { languages } from "./languages.ts";
export * from "./values.ts";

/** Another editor is in front. */
const activated = new EventEmitter<void>();
const nothing = () => new Disposable(() => undefined);
const never = () => nothing();

type Choice = { label: string };

export const window = {
  get activeTextEditor() {
    return editor.activeDocument && { document: editor.activeDocument };
  },
  createOutputChannel: (name: string) => {
    const write = (level: string) => (line: string) => {
      editor.log.push(`${level} ${line}`);
      note();
    };
    return {
      debug: write("debug"),
      info: write("info"),
      warn: write("warning"),
      error: write("error"),
      appendLine: write(name),
      show: () => editor.shown.push("output"),
      dispose: () => undefined,
    };
  },
  createStatusBarItem: statusItem,
  onDidChangeActiveTextEditor: activated.event,
  createTreeView: treeView,
  createWebviewPanel: (_type: string, title: string) => webviewPanel(title),
  registerWebviewPanelSerializer: nothing,
  setStatusBarMessage: (text: string) => {
    editor.status.push(text);
    note();
    return nothing();
  },
  showQuickPick: async (items: readonly (string | Choice)[], options: { title: string; canPickMany?: boolean }) => {
    const label = (item: string | Choice) => (typeof item === "string" ? item : item.label);
    const answer = ask({ kind: "pick", text: options.title, choices: items.map(label) });
    if (options.canPickMany) return answer && items.filter((item) => answer.split(" ").includes(label(item)));
    return items.find((item) => label(item) === answer);
  },
  showOpenDialog: async (options: { title: string }) => {
    const chosen = ask({ kind: "pick", text: options.title });
    return chosen === undefined ? undefined : [Uri.file(chosen)];
  },
  showInputBox: async (options: {
    title: string;
    value: string;
    validateInput: (text: string) => string | undefined | Promise<string | undefined>;
  }) => {
    const { title, value, validateInput } = options;
    const check = async (text: string) => validateInput(text);
    const validate = (text: string) => {
      const said = validateInput(text);
      return said instanceof Promise ? undefined : said;
    };
    const answer = ask({ kind: "input", text: title, value, validate, check });
    return answer !== undefined && (await check(answer)) === undefined ? answer : undefined;
  },
  showInformationMessage: async (text: string, ...rest: unknown[]) =>
    ask({ kind: "info", text, choices: buttons(rest) }),
  showWarningMessage: async (text: string, ...rest: unknown[]) =>
    ask({ kind: "warning", text, choices: buttons(rest) }),
  showErrorMessage: async (text: string, ...rest: unknown[]) => ask({ kind: "error", text, choices: buttons(rest) }),
  showTextDocument: async (target: Uri | Document) => {
    editor.shown.push("path" in target ? target.path : target.fileName);
    note();
  },
  tabGroups: { all: [], close: async () => true },
  withProgress: async (
    { title = "", location }: { title?: string; location: number },
    work: (progress: unknown, token: unknown) => unknown,
  ) => {
    const shown = { title, location, said: "", percent: 0 };
    editor.progress.push(shown);
    const report = ({ message = shown.said, increment = 0 }: { message?: string; increment?: number }) => {
      shown.said = message;
      shown.percent += increment;
      note();
    };
    try {
      return await work({ report }, { isCancellationRequested: false, onCancellationRequested: never });
    } finally {
      editor.progress.splice(editor.progress.indexOf(shown), 1);
      note();
    }
  },
};

const saved = new EventEmitter<Document>();
const opened = new EventEmitter<Document>();
const trusted = new EventEmitter<void>();
const configured = new EventEmitter<{ affectsConfiguration: (section: string) => boolean }>();
/** What the editor keeps secret for the extension. */
export class Secrets {
  readonly kept = new Map<string, string>();
  readonly onDidChange = never;
  get = async (key: string) => this.kept.get(key);
  store = async (key: string, value: string) => void this.kept.set(key, value);
  delete = async (key: string) => void this.kept.delete(key);
  keys = async () => [...this.kept.keys()];
}
const sessionStarted = new EventEmitter<Session>();
const stackItemChanged = new EventEmitter<{ session: Session; threadId: number } | undefined>();
const filesChanged = new EventEmitter<void>();

/** What happens to an editor from outside. */
export const person = {
  turnsTo: (document: Document | undefined) => {
    editor.activeDocument = document;
    activated.fire();
  },
  saves: (document: Document) => saved.fire(document),
  opens: (document: Document) => {
    editor.documents.push(document);
    opened.fire(document);
  },
  trusts: () => {
    editor.trusted = true;
    trusted.fire();
  },
  debugs: (session: Session) => {
    editor.session = session;
    sessionStarted.fire(session);
  },
  selectsThread: (session: Session, threadId: number) => stackItemChanged.fire({ session, threadId }),
  /** Any file that is watched changed. */
  changesFiles: () => filesChanged.fire(),
  reads: (path: string) =>
    contents
      .get("supertree-log")
      ?.provideTextDocumentContent(Uri.from({ scheme: "supertree-log", path, query: editor.specs[0] ?? "" })),
};

export const workspace = {
  get isTrusted() {
    return editor.trusted;
  },
  get workspaceFolders() {
    return editor.root === "" ? undefined : [{ uri: Uri.file(editor.root), name: "folder", index: 0 }];
  },
  findFiles: async () => editor.specs.map((spec) => Uri.file(spec)),
  asRelativePath: (path: string) => relativeTo(editor.root, path),
  getWorkspaceFolder: () => workspace.workspaceFolders?.[0],
  getConfiguration: () => ({
    get: (key: string, otherwise: unknown) => editor.settings.get(key) ?? otherwise,
    update: async (key: string, value: unknown) => {
      editor.settings.set(key, value);
      configured.fire({ affectsConfiguration: (section) => section.endsWith(key) });
    },
  }),
  createFileSystemWatcher: () => ({
    onDidCreate: never,
    onDidChange: filesChanged.event,
    onDidDelete: never,
    dispose: () => undefined,
  }),
  onDidChangeConfiguration: configured.event,
  onDidChangeWorkspaceFolders: never,
  onDidGrantWorkspaceTrust: trusted.event,
  onDidSaveTextDocument: saved.event,
  onDidOpenTextDocument: opened.event,
  onDidChangeTextDocument: never,
  onDidCloseTextDocument: never,
  get textDocuments() {
    return editor.documents;
  },
  registerTextDocumentContentProvider: (scheme: string, provider: { provideTextDocumentContent(uri: Uri): string }) => {
    contents.set(scheme, provider);
    return nothing();
  },
  openTextDocument,
  fs,
  applyEdit,
};

export const commands = {
  registerCommand: (id: string, run: (...args: unknown[]) => unknown) => {
    editor.commands.set(id, run);
    return new Disposable(() => editor.commands.delete(id));
  },
  executeCommand: async (id: string, ...args: unknown[]) => {
    if (id === "vscode.diff") {
      const [before, after, title] = args as [Uri, Uri, string];
      const proposed = contents.get(after.scheme)?.provideTextDocumentContent(after) ?? "";
      editor.diffs.push({ title, before: readFileSync(before.fsPath, "utf8"), after: proposed });
      return undefined;
    }
    if (id !== "setContext") return editor.commands.get(id)?.(...args);
    editor.context.set(String(args[0]), args[1]);
    note();
  },
};

/** English: a text is its own translation. */
export const env = { language: "en" };

export const l10n = {
  bundle: undefined as Record<string, string> | undefined,
  t: (text: string, ...values: (string | number)[]) =>
    text.replaceAll(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place)),
};

export const debug = {
  get activeDebugSession() {
    return editor.session;
  },
  registerDebugConfigurationProvider: nothing,
  registerDebugAdapterDescriptorFactory: nothing,
  registerDebugAdapterTrackerFactory: (_type: string, factory: typeof editor.tracker) => {
    editor.tracker = factory;
    return nothing();
  },
  onDidStartDebugSession: sessionStarted.event,
  onDidChangeActiveStackItem: stackItemChanged.event,
  onDidTerminateDebugSession: never,
  startDebugging: async (_folder: unknown, configuration: unknown) => {
    editor.debugged.push(configuration);
    return true;
  },
};

function buttons(rest: readonly unknown[]): string[] {
  return rest.filter((item) => typeof item === "string");
}
