import { realpathSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { SourceSettings } from "./settings.ts";

/** Which file of the editor's a script or a source is, and which URL a file's script has in its process. */
export class Places {
  readonly #settings: SourceSettings;

  constructor(settings: SourceSettings) {
    this.#settings = settings;
  }

  /** The editor's file of a script; null for code that has none (`node:fs`, `evalmachine.<anonymous>`). A reloaded module's `?hot=2` is the file's. */
  fileOfScript(url: string): string | null {
    const path = pathOfUrl(url);
    return path === null ? null : this.#toLocal(path);
  }

  /** The editor's file of a source in a map at `mapUrl`, after `sourceMapPathOverrides`. */
  fileOfSource(source: string): string {
    const overridden = override(source, this.#settings.sourceMapPathOverrides);
    const path = pathOfUrl(overridden) ?? overridden;
    return isAbsolute(path) ? this.#toLocal(path) : path;
  }

  /** The URL under which a process loads a file of the editor's. */
  urlOfFile(file: string): string {
    const { localRoot, remoteRoot } = this.#settings;
    return pathToFileURL(moved(file, localRoot, remoteRoot)).href;
  }

  #toLocal(path: string): string {
    const { localRoot, remoteRoot } = this.#settings;
    return moved(path, remoteRoot, localRoot);
  }
}

/** The path as the processes see it: Node loads a module by its real path, an editor may have opened it through a link. */
export function canonical(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    return resolve(file); // not there (yet): a breakpoint in it waits
  }
}

function pathOfUrl(url: string): string | null {
  if (isAbsolute(url)) return url;
  if (!url.startsWith("file:")) return null;
  try {
    return fileURLToPath(url.replace(/[?#].*$/, ""));
  } catch {
    return null; // a file URL of another kind of machine
  }
}

function moved(path: string, from: string | null, to: string | null): string {
  if (from === null || to === null) return path;
  const below = relative(from, path);
  return below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below) ? path : resolve(to, below);
}

/** `{"webpack:///./*": "/srv/app/*"}`: the longest pattern that matches, what `*` stood for put in its place. */
function override(source: string, overrides: Readonly<Record<string, string>>): string {
  const patterns = Object.keys(overrides).sort((a, b) => b.length - a.length);
  for (const pattern of patterns) {
    // Webpack writes `webpack:///./src`, and a reader of maps leaves the `./` out.
    const [head = "", tail] = pattern.replaceAll("/./", "/").split("*");
    const to = overrides[pattern] ?? "";
    if (tail === undefined && source === head) return to;
    if (tail !== undefined && source.startsWith(head) && source.endsWith(tail))
      return to.replace("*", source.slice(head.length, source.length - tail.length));
  }
  return source;
}
