import { ChildMemory, childrenIn } from "./child-memory.ts";
import { type Finding, Findings, guarded, problemCodes, type Standing } from "./findings.ts";
import { functionsIn } from "./functions.ts";
import { logRulesOf, usualLogs } from "./logs.ts";
import type { Parsed, Problem, TreeSpec } from "./model.ts";
import { nearest } from "./nearest.ts";
import { checkPorts } from "./ports.ts";
import { Reader } from "./reader.ts";
import { settingsBesides } from "./remains.ts";
import { reportingOf } from "./report.ts";
import { specDocument } from "./schema.ts";
import { supervisorOf } from "./supervisor.ts";
import { readText, type Source } from "./text.ts";
import { tracingOf } from "./trace.ts";
import { validate } from "./validate.ts";

/** A spec from its text, with what is wrong with it and where. Never throws, whatever the text. */
export function parseSpec(text: string, format: "yaml" | "json"): Parsed {
  const { tree, problems } = studySpec(text, format);
  return { tree, problems };
}

/** The same, with what else is to be asked about the spec: its workers, and where in the text each place is. */
export interface Study extends Parsed {
  value: unknown;
  workers: readonly Standing[];
  range: Source["range"];
}

export function studySpec(text: string, format: "yaml" | "json", reader = new Reader()): Study {
  const source = readText(text, format, reader);
  const found = new Findings();
  const readable = source.errors.every(({ code }) => code === "duplicate_key");
  const tree = readable ? guarded(() => textTreeOf(text, source.value, found, reader.children), found) : null; // of a text half read one would only say what is not so
  const problems = [...syntaxProblems(source), ...found.all.map((finding) => located(finding, source))];
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  const { value, range } = source;
  const failed = problems.some(({ severity }) => severity === "error");
  return { tree: failed ? null : tree, problems, value, workers: found.workers, range };
}

/** The functions of plans are those of a config module; a text has none. */
function textTreeOf(text: string, value: unknown, found: Findings, memory: ChildMemory): TreeSpec | null {
  const tree = treeOf(value, found, memory);
  if (tree && text.includes("function")) {
    for (const { place } of functionsIn(value)) {
      const message = "a function exists only in a config module (supertree.config.ts); write {when: […]} here";
      found.add("function_outside_module", place, message);
    }
  }
  return tree;
}

/** The tree of a document that has no text, e.g. of a config module. */
export function treeOf(value: unknown, found: Findings, memory = new ChildMemory()): TreeSpec | null {
  if (value === null || value === undefined) {
    found.add("missing_key", [], "there is no spec here; write at least `name: …` and `children: […]`");
    return null;
  }
  const children = childrenIn(value);
  const document = validate(specDocument, children ? { ...value, children: [] } : value, [], value, found);
  const listed = children && memory.listed(children, ["children"], value, found);
  const settings = document ?? (children ? settingsBesides(ownSettings(value)) : null);
  if (!settings) return null;
  const root = supervisorOf(
    {
      id: document?.name ?? "the tree",
      life: { by: "restart", restart: "temporary" }, // nobody is above the root to restart it
      significant: false,
      needs: [],
      settings,
      settingsPlace: [],
      children: listed?.given ?? document?.children,
      childrenPlace: ["children"],
      unread: listed?.unread ?? [],
      memory,
    },
    found,
  );
  checkPorts(found.workers, found);
  if (!document) return null;
  const reporting = document.report ? reportingOf(document.report, ["report"], found) : null;
  const logs = document.logs ? logRulesOf(document.logs) : usualLogs;
  return { name: document.name, root, reporting, tracing: tracingOf(document.trace), logs };
}

/** The settings that a root has as every supervisor, without what is, or may be meant to be, its own. */
function ownSettings(value: object): object {
  const own = ["$schema", "name", "report", "trace", "logs", "children"];
  return Object.fromEntries(Object.entries(value).filter(([key]) => nearest(key, own) === null));
}

function syntaxProblems({ errors }: Source): Problem[] {
  return errors.map(({ code, message, range }) => ({ code, severity: problemCodes[code], message, ...range }));
}

/** A finding at its place in a text. */
export function located(finding: Finding, { range }: Pick<Source, "range">): Problem {
  const { code, message, path, at, until, related } = finding;
  const own = range(path, at);
  const { endLine, endColumn } = until ? range(until, at) : own;
  return {
    code,
    severity: problemCodes[code],
    message,
    ...{ ...own, endLine, endColumn },
    place: path,
    ...(related ? { related: related.map((one) => ({ message: one.message, ...range(one.path, one.at) })) } : {}),
  };
}
