import { type Drawing, editor, note } from "./editor.ts";
import { type Diagnostic, Disposable, type Uri } from "./values.ts";

const nothing = () => new Disposable(() => undefined);

/** What an extension says about texts, kept for the test. */
export const languages = {
  registerCodeLensProvider: (_selector: unknown, provider: Drawing["lenses"]) => {
    editor.drawing.lenses = provider;
    return nothing();
  },
  registerInlayHintsProvider: (_selector: unknown, provider: Drawing["hints"]) => {
    editor.drawing.hints = provider;
    return nothing();
  },
  registerHoverProvider: (_selector: unknown, provider: Drawing["hovers"]) => {
    editor.drawing.hovers = provider;
    return nothing();
  },
  registerCodeActionsProvider: (_selector: unknown, provider: Drawing["actions"]) => {
    editor.drawing.actions = provider;
    return nothing();
  },
  createDiagnosticCollection: () => ({
    set: (uri: Uri, found: Diagnostic[]) => {
      editor.diagnostics.set(
        uri.fsPath,
        found.map(({ range, message }) => ({ line: range.start.line + 1, message })),
      );
      note();
    },
    delete: (uri: Uri) => editor.diagnostics.delete(uri.fsPath),
    clear: () => editor.diagnostics.clear(),
    dispose: () => editor.diagnostics.clear(),
  }),
};
