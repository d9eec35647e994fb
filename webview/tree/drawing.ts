import { flextree } from "d3-flextree";
import type { ChildState } from "../../wire/index.ts";
import type { Branch, Group, Key, View } from "../model.ts";

/** Where everything of a view is drawn, in pixels at zoom 1, the top left corner at 0,0; root at the left. */
export interface Drawing {
  /** In reading order: parents before children, siblings from the top. */
  spots: readonly Spot[];
  links: readonly Link[];
  width: number;
  height: number;
  shown: number;
  total: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One card, with its place in the tree as a screen reader tells it. */
export interface Spot extends Box {
  key: Key;
  branch: Branch;
  parent: Key | null;
  /** 1 for the root. */
  level: number;
  /** 1 for the first of `siblings`. */
  position: number;
  siblings: number;
}

export interface Link {
  key: Key;
  parent: Key;
  from: { x: number; y: number };
  to: { x: number; y: number };
  /** Of the child; null towards a group. */
  state: ChildState | null;
}

export const emptyDrawing: Drawing = { spots: [], links: [], width: 0, height: 0, shown: 0, total: 0 };

const card = { width: 224, height: 56 };
const closedGroup = { width: 224, height: 80 };
const frame = { head: 46, padding: 10, gap: 8 };
const gap = { across: 72, between: 14 };
/** An open group is laid out about this much wider than high. */
const frameAspect = 1.3;

interface Sized {
  branch: Branch;
  width: number;
  height: number;
  children: Sized[];
}

const layout = flextree<Sized>({
  children: (sized) => sized.children,
  nodeSize: ({ data }) => [data.height + gap.between, data.width + gap.across],
});

export function draw(view: View): Drawing {
  if (!view.root) return { ...emptyDrawing, total: view.total };
  // flextree grows downwards: its y is how far right a card is, its x the card's middle from above.
  const tree = layout(layout.hierarchy(sized(view.root)));
  const above = tree.extents.left + gap.between / 2;
  const spots: Spot[] = [];
  const links: Link[] = [];
  const positions = new Map<typeof tree, number>();
  tree.eachBefore((node) => {
    for (const [index, child] of (node.children ?? []).entries()) positions.set(child, index + 1);
    const { branch, width, height } = node.data;
    const [x, middle] = [node.y, node.x - above];
    const spot = {
      ...{ key: branch.key, branch, parent: node.parent?.data.branch.key ?? null },
      ...{ level: node.depth + 1, position: positions.get(node) ?? 1, siblings: node.parent?.children?.length ?? 1 },
      ...{ x, y: middle - height / 2, width, height },
    };
    spots.push(spot);
    const framed = frameOf(branch);
    if (framed) spots.push(...inFrame(framed, spot));
    if (!node.parent) return;
    const from = { x: node.parent.y + node.parent.data.width, y: node.parent.x - above };
    const state = branch.kind === "group" ? null : branch.node.state;
    links.push({ key: branch.key, parent: node.parent.data.branch.key, from, to: { x, y: middle }, state });
  });
  const width = spots.reduce((most, spot) => Math.max(most, spot.x + spot.width), 0);
  const height = spots.reduce((most, spot) => Math.max(most, spot.y + spot.height), 0);
  return { spots, links, width, height, shown: view.shown, total: view.total };
}

function sized(branch: Branch): Sized {
  if (branch.kind === "worker") return { branch, ...card, children: [] };
  const framed = frameOf(branch);
  if (framed) return { branch, ...frameSize(framed.children.length), children: [] };
  const size = branch.kind === "group" && !branch.open ? closedGroup : card;
  return { branch, ...size, children: branch.children.map(sized) };
}

/** An open group of workers is a frame around a grid; one of supervisors has them as branches. */
function frameOf(branch: Branch): Group | null {
  if (branch.kind !== "group" || !branch.open) return null;
  return branch.children.every((child) => child.kind === "worker") ? branch : null;
}

function rowsOf(count: number): number {
  const columns = Math.max(
    1,
    Math.round(Math.sqrt((count * (card.height + frame.gap) * frameAspect) / (card.width + frame.gap))),
  );
  return Math.ceil(count / columns);
}

function frameSize(count: number): { width: number; height: number } {
  const rows = rowsOf(count);
  const columns = Math.ceil(count / rows);
  return {
    width: columns * (card.width + frame.gap) - frame.gap + 2 * frame.padding,
    height: rows * (card.height + frame.gap) - frame.gap + frame.head + frame.padding,
  };
}

/** The members' cards, column by column, so that the next one is below. */
function inFrame(group: Group, spot: Spot): Spot[] {
  const rows = rowsOf(group.children.length);
  return group.children.map((branch, index) => ({
    key: branch.key,
    branch,
    parent: group.key,
    level: spot.level + 1,
    position: index + 1,
    siblings: group.children.length,
    x: spot.x + frame.padding + Math.floor(index / rows) * (card.width + frame.gap),
    y: spot.y + frame.head + (index % rows) * (card.height + frame.gap),
    ...card,
  }));
}
