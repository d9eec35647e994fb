import { matches, type Path } from "../../wire/index.ts";
import type { Logs } from "../output/logs.ts";
import type { Publisher } from "../publisher.ts";
import { Refusal } from "../refusal.ts";
import type { Clients } from "../service/clients.ts";
import type { Handlers } from "./handlers.ts";

interface Watched {
  clients: Clients;
  publisher: Publisher;
  logs: Logs;
}

/** The commands that only look: the tree as it changes, and what the children write. */
export function watching({ clients, publisher, logs }: Watched): Handlers<"watch_tree" | "logs"> {
  return {
    watch_tree: ({ since }, from) => {
      const deltas = since === undefined ? null : publisher.since(since);
      const answer = deltas ? { deltas } : { snapshot: publisher.snapshot() };
      clients.watchTree(from);
      return answer;
    },
    logs: async ({ paths: patterns, lines, follow }, from) => {
      const inTree = publisher.snapshot().nodes.map((node) => node.path);
      const meant = select(patterns, [...new Set([...inTree, ...logs.known()])]);
      const last = await logs.last(meant, lines);
      clients.follow(from, follow ? patterns : null);
      return { lines: last };
    },
  };
}

/** The paths that a pattern means; all for no pattern. A plain path that names nothing is refused. */
function select(patterns: readonly string[], paths: readonly Path[]): Path[] {
  if (patterns.length === 0) return [...paths];
  for (const pattern of patterns) {
    if (pattern.includes("*") || paths.some((path) => matches(pattern, path))) continue;
    const message = `There is no child ${pattern}: see its tree for the paths there are, or use * for one id and ** for any number.`;
    throw new Refusal({ code: "not_found", message, where: pattern });
  }
  return paths.filter((path) => patterns.some((pattern) => matches(pattern, path)));
}
