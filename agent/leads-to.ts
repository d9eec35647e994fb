import { withoutVersion } from "./callers.ts";
import type { Version } from "./modules.ts";

/** The URL of the module that an import of this one leads to, as the process resolves it; null where it leads to none. */
export function leadsTo(specifier: string, { meta, required }: Version): string | null {
  const { createRequire } = process.getBuiltinModule("node:module");
  const { pathToFileURL } = process.getBuiltinModule("node:url");
  try {
    if (!required) return withoutVersion(meta.resolve(specifier));
    const found = createRequire(required.module.filename).resolve(specifier);
    return pathToFileURL(found).href;
  } catch {
    return null; // nothing of that name can be loaded now, so nothing that runs has come from there
  }
}
