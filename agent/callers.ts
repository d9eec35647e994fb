import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";

/** The URLs of the code that is calling, innermost first, as V8 knows them: source maps change nothing here. */
export function callers(depth = 60): string[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_, sites) => sites;
    const holder: { stack?: NodeJS.CallSite[] | string } = {};
    Error.captureStackTrace(holder, callers);
    const sites = Array.isArray(holder.stack) ? holder.stack : [];
    const names = sites.flatMap((site) => site.getScriptNameOrSourceURL?.() ?? site.getFileName() ?? []);
    return names.map((name) => (isAbsolute(name) ? pathToFileURL(name).href : name));
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** `file:///a.js?hot=2` → `file:///a.js` */
export function withoutVersion(url: string): string {
  return url.replace(/[?&]hot=\d+$/, "");
}
