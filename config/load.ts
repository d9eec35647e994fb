import module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type Fault,
  type ModuleFunctions,
  type Parsed,
  type ParsedModule,
  type Problem,
  parseModule,
} from "../spec/index.ts";
import { failureOf, type ModuleFailure } from "./failure.ts";
import { guarded } from "./guard.ts";

/** What a config module is called; the first that is there is taken. */
export const configModuleNames = [
  "supertree.config.ts",
  "supertree.config.mts",
  "supertree.config.js",
  "supertree.config.mjs",
] as const;

/** Whether a spec is a program, to be run, instead of a text, to be read. */
export function isConfigModule(file: string): boolean {
  return /\.[mc]?[jt]s$/.test(file);
}

/** What a config module gives: its tree, or what is wrong, and the functions that its plans name. */
export interface LoadedModule extends Parsed {
  functions: ModuleFunctions;
  workers: ParsedModule["workers"];
}

/**
 * Runs a config module in this process and reads the tree that it exports by default. It is code of the project: only where a person
 * asked to run it. What it prints goes to standard error, for standard output is what this process answers with.
 * `dist` is the folder of the built files.
 */
export async function loadConfigModule(file: string, dist: string): Promise<LoadedModule> {
  const hooks = pathToFileURL(join(dist, "config-hooks.mjs")).href;
  try {
    await hookOnce(hooks);
    const loaded: { default?: unknown } = await guarded(() => import(pathToFileURL(file).href));
    if (!("default" in loaded)) {
      return failed({
        message: "the module has no default export; write export default defineTree({ … })",
        line: 1,
        column: 1,
      });
    }
    const { problems, ...parsed } = parseModule(loaded.default);
    return { ...parsed, problems: problems.map(inModule) };
  } catch (error) {
    return failed(failureOf(file, error, dist, (await import(hooks)).syntaxProblem));
  }
}

function failed({ message, line, column }: ModuleFailure): LoadedModule {
  const problem = {
    code: "module_failed",
    severity: "error",
    message,
    line,
    column,
    endLine: line,
    endColumn: column,
  } as const;
  return { tree: null, problems: [problem], functions: new Map(), workers: [] };
}

/** A value has no lines: its places are named in the sentence. */
export function inModule({ code, severity, message, where }: Fault): Problem {
  const sentence = where === "" ? message : `${where}: ${message}`;
  return { code, severity, message: sentence, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

let hooked = false;

/** Hooks on this thread cost little; where Node has none (before 22.15) they get a thread of their own. */
async function hookOnce(url: string): Promise<void> {
  if (hooked) return;
  hooked = true;
  const node: typeof module & { registerHooks?: (hooks: unknown) => void } = module;
  if (node.registerHooks) node.registerHooks(await import(url));
  else node.register(url);
}
