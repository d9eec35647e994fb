import type { SupervisorNode, TreeNode } from "../../wire/index.ts";

/** A run of more like neighbours than this is drawn as one group. */
export const groupFrom = 9;

/** Neighbours that are alike: `label` is what their ids have in common, `device-1 … device-12` → `device-{n}`. */
export interface Run {
  /** Unique among its siblings; stays the same while members come and go. */
  name: string;
  label: string;
  members: readonly TreeNode[];
}

/** Splits siblings, in start order, into runs of like neighbours; children of a dynamic supervisor are all alike. */
export function runsOf(parent: SupervisorNode, siblings: readonly TreeNode[]): Run[] {
  const runs: { mark: string; shapes: Set<string>; members: TreeNode[] }[] = [];
  for (const node of siblings) {
    const shape = shapeOf(node.id);
    const mark = parent.dynamic ? node.kind : `${node.kind} ${shape}`;
    const last = runs.at(-1);
    if (last?.mark === mark) {
      last.members.push(node);
      last.shapes.add(shape);
    } else runs.push({ mark, shapes: new Set([shape]), members: [node] });
  }
  const seen = new Map<string, number>();
  return runs.map(({ mark, shapes, members }) => {
    const nth = (seen.get(mark) ?? 0) + 1;
    seen.set(mark, nth);
    return { name: nth === 1 ? mark : `${mark} ${nth}`, label: labelOf(shapes, members), members };
  });
}

function shapeOf(id: string): string {
  return id.replace(/\d+/g, "{n}");
}

function labelOf(shapes: Set<string>, members: readonly TreeNode[]): string {
  const [only, ...others] = shapes;
  if (only !== undefined && others.length === 0) return only;
  return members[0]?.kind === "supervisor" ? "supervisors" : "workers";
}
