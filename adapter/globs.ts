import picomatch from "picomatch";

const nodeInternals = "<node_internals>/";

/** Whether a list of globs, read as js-debug reads them, means a file: the last that matches decides, `!` means not. */
export function globMatcher(globs: readonly string[]): (file: string) => boolean {
  const tests = globs.map((glob) => {
    const not = glob.startsWith("!");
    return { not, test: matcher(not ? glob.slice(1) : glob) };
  });
  return (file) => tests.findLast(({ test }) => test(file))?.not === false;
}

/** The same as patterns over script URLs, for the process itself to skip by while it steps. */
export function skipPatterns(globs: readonly string[]): string[] {
  const never = globs.filter((glob) => glob.startsWith("!")).map((glob) => urlPattern(glob.slice(1)));
  const unless = never.length === 0 ? "" : `(?!(?:${never.join("|")})$)`;
  return globs.filter((glob) => !glob.startsWith("!")).map((glob) => `^${unless}(?:${urlPattern(glob)})$`);
}

function matcher(glob: string): (file: string) => boolean {
  if (glob.startsWith(nodeInternals)) {
    const isInternal = picomatch(glob.slice(nodeInternals.length), { dot: true });
    return (file) => file.startsWith("node:") && isInternal(file.slice("node:".length));
  }
  const isMatch = picomatch(slashed(glob), { dot: true });
  return (file) => isMatch(slashed(file));
}

function urlPattern(glob: string): string {
  if (glob.startsWith(nodeInternals)) return `node:${body(glob.slice(nodeInternals.length))}`;
  return `file://${body(slashed(glob))}`;
}

function body(glob: string): string {
  return picomatch.makeRe(glob, { dot: true }).source.replace(/^\^/, "").replace(/\$$/, "");
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
