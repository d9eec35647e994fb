import { fileURLToPath } from "node:url";
import type { ModuleVersion, Path } from "../../wire/index.ts";
import type { Shelf } from "./edits.ts";
import { readText } from "./texts.ts";

/** What every process has loaded, in the order of paths and files (`c-2` before `c-10`), and whether that is what the files say now. */
export async function moduleVersions({ processes, versions }: Shelf, of?: Path): Promise<ModuleVersion[]> {
  const onDisk = new Map<string, Promise<string | null>>();
  const hashOnDisk = (file: string) => {
    const known = onDisk.get(file) ?? readText(file).then((text) => text?.hash ?? null);
    onDisk.set(file, known);
    return known;
  };
  const asked = processes.all.filter(({ path }) => of === undefined || path === of || path.startsWith(`${of}/`));
  const listed = asked.flatMap(({ path, modules, states }) =>
    [...modules].map(async ([url, { hash, kind }]) => {
      const file = fileURLToPath(url);
      const declared = states.filter((state) => state.url === url).map(({ name, version }) => ({ name, version }));
      const current = (await hashOnDisk(file)) === hash;
      return { path, file, kind, version: versions.of(url, hash), hash: hash.slice(0, 12), current, states: declared };
    }),
  );
  return (await Promise.all(listed)).sort((a, b) => natural.compare(a.path, b.path) || natural.compare(a.file, b.file));
}

const natural = new Intl.Collator("en", { numeric: true });
