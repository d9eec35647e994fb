import { EventEmitter, type Position, type Range, type Uri } from "./values.ts";

/** A question that the extension put to the person: a pick, a text, or a message with buttons. */
export interface Question {
  kind: "pick" | "input" | "info" | "warning" | "error";
  text: string;
  choices: string[];
  /** What stood in an input box. */
  value: string;
  /** What an input box says to a text; undefined when it is content. */
  validate: (text: string) => string | undefined;
  /** The same, where it asks the runtime first. */
  check: (text: string) => Promise<string | undefined>;
}

export interface Document {
  uri: Uri;
  fileName: string;
  languageId: string;
  isDirty: boolean;
  version?: number;
  getText(): string;
  save(): Promise<boolean>;
}

/** What a test sees of the editor and does to it. `reset` before each test. */
export const editor = {
  root: "",
  trusted: true,
  specs: [] as string[],
  settings: new Map<string, unknown>(),
  activeDocument: undefined as Document | undefined,
  session: undefined as Session | undefined,
  /** Answers to the questions, in order; a question without one is turned away. */
  answers: [] as ((question: Question) => string | undefined)[],
  asked: [] as Question[],
  status: [] as string[],
  /** What is shown of work under way, as `title: message`, and where; taken away when it is over. */
  progress: [] as { title: string; location: number; said: string; percent: number }[],
  log: [] as string[],
  context: new Map<string, unknown>(),
  commands: new Map<string, (...args: unknown[]) => unknown>(),
  diagnostics: new Map<string, { line: number; message: string }[]>(),
  panels: [] as Panel[],
  shown: [] as string[],
  debugged: [] as unknown[],
  /** What was shown side by side. */
  diffs: [] as { title: string; before: string; after: string }[],
  /** Texts that are open. */
  documents: [] as Document[],
  /** Who draws into them. */
  drawing: {} as Drawing,
  treeView: null as TreeView | null,
  /** All views, by id. */
  views: new Map<string, TreeView>(),
  /** What the status bar shows, by id. */
  items: new Map<string, { text: string; tooltip: string }>(),
  /** Who listens to what debug adapters say. */
  tracker: null as Tracker | null,
  /** Rings whenever something above grew: tests wait for it, never for a time. */
  changed: new EventEmitter<void>(),
};

/** What the extension draws into a document, as the editor asks for it. */
export interface Drawing {
  lenses: { provideCodeLenses(document: Document): Promise<{ range: Range; command?: Command }[]> };
  hints: { provideInlayHints(document: Document, range: Range): Promise<{ position: Position; label: string }[]> };
  hovers: {
    provideHover(document: Document, position: Position): Promise<{ contents: { value: string } } | undefined>;
  };
  actions: {
    provideCodeActions(
      document: Document,
      range: Range,
      context: unknown,
    ): Promise<{ title: string; command: Command }[]>;
  };
}
interface Command {
  title: string;
  command: string;
  arguments: unknown[];
}

/** A row of a view, as its provider makes it. */
export type Row = unknown;

export interface TreeView {
  provider: {
    getChildren(row?: Row): Row[];
    getTreeItem(row: never): unknown;
    onDidChangeTreeData(listener: () => void): unknown;
  };
  /** The rows below a row; below none, the top ones. */
  rows(below?: Row): Row[];
  /** It comes into sight, or goes out of it. */
  turn(visible: boolean): void;
  badge: { value: number } | undefined;
  selection: unknown[];
  visible: boolean;
}

/** Makes listeners to what an adapter says in a session. */
export interface Tracker {
  createDebugAdapterTracker(session: { configuration: object }): { onDidSendMessage(message: unknown): void };
}

/** A debug session as the extension sees it. */
export interface Session {
  id: string;
  type: string;
  configuration: Record<string, unknown>;
  customRequest(name: string): Promise<unknown>;
}

/** A webview panel: what it was told, and the way to say something in its name. */
export interface Panel {
  title: string;
  html: string;
  told: unknown[];
  say(message: unknown): void;
  close(): void;
  /** It comes into sight, or another tab covers it. */
  show(visible: boolean): void;
}

export function reset(root: string): void {
  editor.root = root;
  editor.trusted = true;
  editor.specs = [];
  editor.settings.clear();
  editor.activeDocument = undefined;
  editor.treeView = null;
  editor.tracker = null;
  editor.session = undefined;
  for (const list of [editor.answers, editor.asked, editor.status, editor.progress, editor.log]) list.length = 0;
  for (const list of [editor.panels, editor.shown, editor.debugged, editor.diffs, editor.documents]) list.length = 0;
  for (const map of [editor.context, editor.commands, editor.diagnostics, editor.views, editor.items]) map.clear();
}

export function note(): void {
  queueMicrotask(() => editor.changed.fire());
}

/** Settles when the test holds; it is asked again each time something happened. */
export function until(holds: () => boolean, what: string): Promise<void> {
  return new Promise((settle, fail) => {
    const late = setTimeout(() => {
      listening.dispose();
      fail(new Error(`never: ${what}\nasked: ${JSON.stringify(editor.asked)}\nlog: ${editor.log.join("\n")}`));
    }, 10_000);
    const look = () => {
      if (!holds()) return;
      clearTimeout(late);
      listening.dispose();
      settle();
    };
    const listening = editor.changed.event(look);
    look();
  });
}

export function ask(question: Partial<Question> & Pick<Question, "kind" | "text">): string | undefined {
  const whole: Question = {
    choices: [],
    value: "",
    validate: () => undefined,
    check: async () => undefined,
    ...question,
  };
  editor.asked.push(whole);
  note();
  return editor.answers.shift()?.(whole);
}
