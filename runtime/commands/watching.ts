import { matches, type Path, type TreeNode } from "../../wire/index.ts";
import type { Chronicle } from "../chronicle.ts";
import type { Logs } from "../output/logs.ts";
import type { Reports } from "../output/reports.ts";
import type { Publisher } from "../publisher.ts";
import { Refusal } from "../refusal.ts";
import type { Clients } from "../service/clients.ts";
import type { Handlers } from "./handlers.ts";

interface Watched {
  clients: Clients;
  publisher: Publisher;
  logs: Logs;
  reports: Reports;
  chronicle: Chronicle;
  /** The child at this path; null when there is none. */
  find: (path: Path) => TreeNode | null;
}

/** The commands that only look: the tree as it changes, and what the children write. */
export function watching({
  clients,
  publisher,
  logs,
  reports,
  chronicle,
  find,
}: Watched): Handlers<"watch_tree" | "logs" | "reports" | "history" | "trace"> {
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
    reports: async ({ lines }) => ({ reports: await reports.last(lines) }),
    history: () => {
      publisher.flush();
      return chronicle.history();
    },
    trace: ({ path, on }, from) => {
      const kind = find(path)?.kind;
      if (kind === "supervisor" || !on) clients.trace(from, path, on);
      else throw noSupervisor(path, kind);
      return {};
    },
  };
}

function noSupervisor(path: Path, kind: "worker" | undefined): Refusal {
  return kind === "worker"
    ? new Refusal({ code: "invalid_params", message: `${path} is a worker: trace its supervisor.`, where: path })
    : new Refusal({
        code: "not_found",
        message: `There is no child ${path}: see the tree for its paths.`,
        where: path,
      });
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
