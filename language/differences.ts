import { Document } from "yaml";
import { type Difference, differences } from "../spec/index.ts";
import { type Differences, differencesRequest, type SpecCall } from "../wire/index.ts";
import { readerOf } from "./place.ts";

/** Answers the extension's request: where a text does not say what runs, and what makes the tree as it says. Throws for parameters of another shape. */
export function differencesFrom(params: unknown): Differences {
  const { text, format, children } = differencesRequest.params.parse(params);
  const restarts = new Map(children.map(({ path, restart }) => [path, restart]));
  return differences(text, format, children, readerOf(text)).map((difference) => ({
    range: {
      start: { line: difference.line - 1, character: difference.column - 1 },
      end: { line: difference.endLine - 1, character: difference.endColumn - 1 },
    },
    message: sentence(difference, restarts.get(difference.paths[0] ?? "") ?? null),
    paths: [...difference.paths],
    writes: difference.about !== "child" && difference.running[difference.about] !== undefined,
    calls: difference.paths.flatMap((path) => callOf(difference, path) ?? []),
  }));
}

/** `fleet/api runs with the plan [restart, wait]; the file says [restart].` */
function sentence(difference: Difference, restart: string | null): string {
  if (difference.about === "child") return `${names(difference)} does not run: it is in the file only.`;
  const { about, running, written } = difference;
  const many = difference.paths.length > 1;
  const says = (now: string, file: string) =>
    `${names(difference)} ${many ? "run" : "runs"} with ${now}; the file says ${file}.`;
  switch (about) {
    case "plan": {
      const now = running.plan ? `the plan ${flow(running.plan)}` : `restart: ${restart ?? "permanent"}`;
      const file = written.restart === null ? flow(written.plan ?? []) : `restart: ${written.restart}`;
      return says(now, file) + (written.applies ? "" : " A restart type is taken over when the tree is started anew.");
    }
    case "count":
      return says(`count ${running.count}`, String(written.count));
    case "strategy":
      return says(String(running.strategy), String(written.strategy));
    case "intensity":
      return says(limit(running.intensity), limit(written.intensity));
    case "scale":
      return `${names(difference)} has ${children(running.scale ?? 0)} now; the file says ${written.scale}.${written.applies ? "" : " It is not dynamic: it has as many again when the tree is started anew."}`;
  }
}

function callOf(difference: Difference, path: string): SpecCall | null {
  if (difference.about === "child") {
    return { name: "start_child", params: { path: difference.parent, child: { ...difference.written } } };
  }
  const { plan, count, strategy, intensity, scale, applies } = difference.written;
  if (!applies) return null;
  switch (difference.about) {
    case "plan":
      return plan && { name: "change_plan", params: { path, plan: [...plan], count: count ?? 1 } };
    case "count":
      return { name: "change_count", params: { path, count: count ?? 1 } };
    case "strategy":
      return !strategy ? null : { name: "change_strategy", params: { path, strategy } };
    case "intensity":
      return intensity && { name: "change_intensity", params: { path, ...intensity } };
    case "scale":
      return scale === null ? null : { name: "scale", params: { path, to: scale } };
  }
}

function names({ paths }: Difference): string {
  const [first = "", second] = paths;
  if (second === undefined) return first;
  return paths.length === 2 ? `${first} and ${second}` : `${first} and ${paths.length - 1} more`;
}

function limit(intensity: { restarts: number; period: string } | null | undefined): string {
  if (!intensity) return "no intensity of its own";
  return `at most ${intensity.restarts} ${intensity.restarts === 1 ? "restart" : "restarts"} within ${intensity.period}`;
}

function children(many: number): string {
  return many === 1 ? "1 child" : `${many} children`;
}

function flow(value: unknown): string {
  return new Document(value, { flow: true }).toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}
