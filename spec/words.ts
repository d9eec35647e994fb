/** The words of a command line, split as a POSIX shell splits quotes and backslashes; nothing is expanded. Null when a quote stays open. */
export function splitWords(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === "'" || character === '"') {
      const quoted = readQuoted(text, i);
      if (!quoted) return null;
      word = (word ?? "") + quoted.text;
      i = quoted.end;
    } else if (character === "\\" && i + 1 < text.length) {
      word = (word ?? "") + text.charAt(++i);
    } else {
      word = (word ?? "") + character;
    }
  }
  return word === null ? words : [...words, word];
}

/** The other half: `splitWords(joinWords(words))` is `words`. */
export function joinWords(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}

/** Operators that only a shell understands, standing alone as a word, or a variable set in front of the program. */
export function shellSyntax(text: string): string | null {
  const operator = /(?:^|\s)(&&|\|\||[|;&<>]|>>|2>&1)(?=\s|$)/.exec(withoutQuotes(text));
  const assignment = /^\s*([A-Za-z_]\w*=)/.exec(text);
  return operator?.[1] ?? assignment?.[1] ?? null;
}

function readQuoted(text: string, start: number): { text: string; end: number } | null {
  const quote = text.charAt(start);
  let content = "";
  for (let i = start + 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === quote) return { text: content, end: i };
    const escapes = quote === '"' && character === "\\" && /["\\$`]/.test(text.charAt(i + 1));
    content += escapes ? text.charAt(++i) : character;
  }
  return null;
}

function withoutQuotes(text: string): string {
  return text.replace(/'[^']*'|"(?:\\.|[^"\\])*"|\\./g, "_");
}
