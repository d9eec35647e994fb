import { Composer, type Document, Lexer, Parser } from "yaml";

type Token = Parameters<Composer["next"]>[0];

/** Deeper than any tree of processes, and far from where reading by recursion would end the process. */
export const deepest = 200;

/** The documents of a text: there is always a first one, and nothing may follow it. The offset where it is nested too deep to be read. */
export function documentsOf(text: string): [Document.Parsed | number, Document.Parsed?] {
  const parser = new Parser();
  const tokens: Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > deepest) return [Math.max(0, parser.offset - 1)];
  }
  tokens.push(...parser.end());
  const [first, second] = new Composer({ merge: true, logLevel: "silent" }).compose(tokens, true, text.length);
  if (!first) throw new Error("the composer was told to give a document and gave none");
  return [first, second];
}
