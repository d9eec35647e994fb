import type { ChildState, LogLine, NoticeParams, Path, Snapshot } from "../../wire/index.ts";

/** What a foreground `up` tells of a tree's life; with `--json` each is one line. */
export type Life =
  | { kind: "state"; path: Path; state: ChildState; pid: number | null; incarnation: number }
  | ({ kind: "report" } & NoticeParams<"report">)
  | ({ kind: "output" } & LogLine)
  | { kind: "note"; message: string };

const told: readonly ChildState[] = ["running", "waiting", "stopped", "failed"];

/** What people want to read of the way from one snapshot to the next: who runs now, and who is down; a supervisor after its children. */
export function narrate(before: Snapshot | null, after: Snapshot): Life[] {
  const old = new Map(before?.nodes.map((node) => [node.path, node]));
  const changed = after.nodes.filter((node) => {
    const was = old.get(node.path);
    if (was === undefined) return node.state === "running";
    return told.includes(node.state) && (was.state !== node.state || was.incarnation !== node.incarnation);
  });
  const workers = changed.filter((node) => node.kind === "worker");
  const supervisors = changed.filter((node) => node.kind === "supervisor").reverse();
  return [...workers, ...supervisors].map((node) => ({
    kind: "state",
    path: node.path,
    state: node.state,
    pid: node.kind === "worker" ? node.pid : null,
    incarnation: node.incarnation,
  }));
}

/** One line for people: a child's own words behind its name, the tree's life behind a dash. */
export function lifeLine(life: Life): string {
  switch (life.kind) {
    case "output":
      return `${life.path} | ${life.text}`;
    case "state":
      return `— ${life.path} is ${life.state}${life.pid === null ? "" : ` (pid ${life.pid}, #${life.incarnation})`}`;
    case "report":
      return `— ${life.path}: ${life.message}`;
    case "note":
      return `— ${life.message}`;
  }
}
