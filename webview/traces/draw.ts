import { firstEndingAfter, type Lane } from "../../traces/index.ts";
import type { Span } from "../../wire/index.ts";
import { type Extent, headHeight, heights, marks, type Picture, rowHeight } from "./model.ts";

/** Colours of the editor's theme. */
export interface Paint {
  text: string;
  dim: string;
  line: string;
  error: string;
  act: string;
  chosen: string;
  lanes: readonly string[];
  font: string;
}

export function paintOf(element: HTMLElement): Paint {
  const style = getComputedStyle(element);
  const of = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  return {
    text: of("--vscode-foreground", "#ccc"),
    dim: of("--vscode-descriptionForeground", "#999"),
    line: of("--vscode-widget-border", "#444"),
    error: of("--vscode-charts-red", "#f14c4c"),
    act: of("--vscode-charts-orange", "#d18616"),
    chosen: of("--vscode-focusBorder", "#007fd4"),
    lanes: ["blue", "green", "purple", "yellow"].map((name) => of(`--vscode-charts-${name}`, "#3794ff")),
    font: `11px ${of("--vscode-font-family", "sans-serif")}`,
  };
}

/** Where on the canvas times and lanes are. */
export interface Frame {
  width: number;
  height: number;
  /** What is left for the lanes' names is the page's. */
  scrolled: number;
}

const scaleHeight = 22;

/**
 * Draws what is seen, and no more: lanes that are scrolled out are left out, and of spans that fall onto the same pixel of a row the first
 * stands for all (a failed one is drawn over it). What it costs depends on the pixels, not on the spans.
 */
export function draw(context: CanvasRenderingContext2D, picture: Picture, frame: Frame, paint: Paint): void {
  const { seen } = picture;
  context.clearRect(0, 0, frame.width, frame.height);
  context.font = paint.font;
  context.textBaseline = "middle";
  const x = (at: number) => ((at - seen.from) / (seen.until - seen.from)) * frame.width;
  scale(context, seen, picture.zero, frame, paint, x);
  heights(picture.lanes).forEach(({ top, height }, index) => {
    const y = scaleHeight + top - frame.scrolled;
    const lane = picture.lanes[index];
    if (!lane || y + height < scaleHeight || y > frame.height) return;
    const colour = paint.lanes[index % paint.lanes.length] ?? paint.dim;
    drawLane(context, lane, { y, colour, seen, frame, paint, x, chosen: picture.chosen });
  });
  context.clearRect(0, 0, frame.width, scaleHeight - 1);
  scale(context, seen, picture.zero, { ...frame, height: scaleHeight }, paint, x);
}

export const topOfLanes = scaleHeight;

function scale(
  context: CanvasRenderingContext2D,
  seen: Extent,
  zero: number,
  { width, height }: Pick<Frame, "width" | "height">,
  paint: Paint,
  x: (at: number) => number,
): void {
  for (const { at, label } of marks(seen, zero, Math.max(2, width / 110))) {
    context.fillStyle = paint.line;
    context.fillRect(Math.round(x(at)), 0, 1, height);
    context.fillStyle = paint.dim;
    context.fillText(label, x(at) + 4, 10);
  }
}

interface LanePaint {
  y: number;
  colour: string;
  seen: Extent;
  frame: Frame;
  paint: Paint;
  x: (at: number) => number;
  chosen: Span | null;
}

function drawLane(context: CanvasRenderingContext2D, lane: Lane, of: LanePaint): void {
  const { y, colour, seen, frame, paint } = of;
  context.fillStyle = paint.line;
  context.fillRect(0, y + headHeight - 1, frame.width, 1);
  lane.rows.forEach((row, index) => {
    const top = y + headHeight + index * rowHeight;
    if (top + rowHeight >= scaleHeight && top <= frame.height) drawRow(context, row, { ...of, y: top, colour });
  });
  for (const act of lane.acts) {
    if (act.end < seen.from || act.start > seen.until) continue;
    drawBar(context, act, { ...of, y: y + 3, colour: paint.act });
  }
}

function drawRow(context: CanvasRenderingContext2D, row: readonly Span[], of: LanePaint): void {
  let drawnTo = Number.NEGATIVE_INFINITY;
  for (let n = firstEndingAfter(row, of.seen.from); n < row.length; n++) {
    const span = row[n];
    if (!span || span.start > of.seen.until) return;
    const right = Math.max(of.x(span.end), of.x(span.start) + 1);
    if (right <= drawnTo && span.status !== "error" && span !== of.chosen) continue;
    drawBar(context, span, of);
    drawnTo = Math.ceil(right);
  }
}

function drawBar(
  context: CanvasRenderingContext2D,
  span: Span,
  { y, colour, x, paint, chosen, frame }: LanePaint,
): void {
  const left = Math.max(-2, x(span.start));
  const width = Math.max(2, Math.min(frame.width + 2, x(span.end)) - left);
  context.fillStyle = span.status === "error" ? paint.error : colour;
  context.globalAlpha = 0.55;
  context.fillRect(left, y + 1, width, rowHeight - 3);
  context.globalAlpha = 1;
  context.fillRect(left, y + 1, Math.min(2, width), rowHeight - 3);
  if (span === chosen) {
    context.strokeStyle = paint.chosen;
    context.lineWidth = 2;
    context.strokeRect(left, y + 1, width, rowHeight - 3);
  }
  if (width < 40) return;
  context.save();
  context.beginPath();
  context.rect(left, y, width - 4, rowHeight);
  context.clip();
  context.fillStyle = paint.text;
  context.fillText(span.name, Math.max(left, 0) + 5, y + rowHeight / 2);
  context.restore();
}
