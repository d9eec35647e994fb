import { childIn, type State } from "../state.ts";
import type { Next } from "../update.ts";
import { type Level, type Logs, noLogs, patternsOf } from "./model.ts";

export type LogEvent =
  | { kind: "about"; about: Logs["about"] }
  | { kind: "searched"; text: string }
  | { kind: "levelled"; level: Level }
  | { kind: "scrolled"; top: number; height: number; atEnd: boolean }
  | { kind: "followed"; follows: boolean }
  | { kind: "opened"; file: string; line: number; column: number };

export function logged(state: State, event: LogEvent): Next {
  switch (event.kind) {
    case "about":
      return quiet(state, { about: event.about, follows: true });
    case "searched":
      return quiet(state, { search: event.text, follows: true });
    case "levelled":
      return quiet(state, { level: event.level, follows: true });
    case "scrolled":
      return quiet(state, { top: event.top, height: event.height, follows: event.atEnd });
    case "followed":
      return quiet(state, { follows: event.follows });
    case "opened":
      return { state, posts: [{ kind: "open_source", file: event.file, line: event.line, column: event.column }] };
  }
}

/** Says whose lines are wanted, whenever those are others; of a new runtime they are asked for anew. */
export function listening({ state, posts }: Next, before: State): Next {
  const isLive = state.scene.kind === "live";
  const wanted = state.dock === "logs" && isLive ? patternsOf(state.logs.about, childIn(state, state.selected)) : null;
  const isNewRuntime = isLive && before.scene.kind !== "live";
  if (!isNewRuntime && JSON.stringify(wanted) === JSON.stringify(state.logs.followed)) return { state, posts };
  const lines = wanted === null ? noLogs.lines : state.logs.lines;
  return {
    state: { ...state, logs: { ...state.logs, followed: wanted, lines } },
    posts: wanted === null && state.logs.followed === null ? posts : [...posts, { kind: "follow_logs", paths: wanted }],
  };
}

function quiet(state: State, change: Partial<Logs>): Next {
  return { state: { ...state, logs: { ...state.logs, ...change } }, posts: [] };
}
