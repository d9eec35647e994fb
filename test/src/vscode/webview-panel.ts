import { editor, note, type Panel } from "./editor.ts";
import { EventEmitter, type Uri } from "./values.ts";

/** A webview panel without a page: the test speaks for the page, as `editor.panels` has it. */
export function webviewPanel(title: string) {
  const said = new EventEmitter<unknown>();
  const closed = new EventEmitter<void>();
  const turned = new EventEmitter<void>();
  const panel: Panel = {
    title,
    html: "",
    told: [],
    say: (message) => said.fire(message),
    close: () => closed.fire(),
    show: (visible) => {
      made.visible = visible;
      turned.fire();
    },
  };
  editor.panels.push(panel);
  const made = {
    title,
    visible: true,
    iconPath: undefined,
    reveal: () => editor.shown.push(`panel ${title}`),
    dispose: () => closed.fire(),
    onDidDispose: closed.event,
    onDidChangeViewState: turned.event,
    webview: {
      options: {},
      cspSource: "vscode-webview:",
      get html() {
        return panel.html;
      },
      set html(text: string) {
        panel.html = text;
      },
      asWebviewUri: (uri: Uri) => uri,
      onDidReceiveMessage: said.event,
      postMessage: async (message: unknown) => {
        panel.told.push(message);
        note();
        return true;
      },
    },
  };
  return made;
}
