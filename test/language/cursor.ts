import { TextDocument } from "vscode-languageserver-textdocument";

/** A document and the position of `<|>` in it. */
export function cursor(marked: string, languageId = "yaml") {
  const offset = marked.indexOf("<|>");
  if (offset < 0) throw new Error(`no <|> in ${marked}`);
  const document = TextDocument.create(`file:///supertree.${languageId}`, languageId, 1, marked.replace("<|>", ""));
  return { document, position: document.positionAt(offset) };
}
