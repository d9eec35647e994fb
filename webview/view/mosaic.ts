import type { TreeNode, WorkerNode } from "../../wire/index.ts";
import type { Camera, Size } from "../camera.ts";
import type { Key } from "../model.ts";
import type { Spot } from "../tree/drawing.ts";
import { stateLook, type Tone, tones } from "../tree/look.ts";
import type { Distance } from "../tree/sight.ts";

/** What is painted, and how it is marked. */
export interface Mosaic {
  tiles: readonly Spot[];
  distance: Distance;
  selected: Key | null;
  /** Those that a crash of what is pointed at takes along; null while nothing is. */
  along: ReadonlySet<string> | null;
  crashed: ReadonlyMap<string, number>;
}

/** Paints workers where there are too many for cards: ten thousand cost as little as one path a tone, and a mark a state. */
export function paint(canvas: HTMLCanvasElement, mosaic: Mosaic, camera: Camera, viewport: Size): void {
  const pixels = devicePixelRatio;
  const [width, height] = [Math.round(viewport.width * pixels), Math.round(viewport.height * pixels)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.hidden = mosaic.tiles.length === 0;
  const context = canvas.getContext("2d");
  if (!context || canvas.hidden) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(camera.scale * pixels, 0, 0, camera.scale * pixels, camera.x * pixels, camera.y * pixels);
  const colour = coloursOf(canvas);
  const byTone = Map.groupBy(mosaic.tiles, ({ branch }) => toneOf(branch));
  for (const [tone, tiles] of byTone) {
    if (tone === null) continue;
    context.globalAlpha = mosaic.distance === "tiny" ? 0.75 : 0.28;
    context.fillStyle = colour.tone(tone);
    fill(context, tiles);
    context.globalAlpha = 1;
    if (mosaic.distance !== "tiny") edge(context, tiles);
  }
  if (mosaic.distance === "tiny") signs(context, mosaic.tiles, colour.text);
  else names(context, mosaic, colour);
  marks(context, mosaic, colour);
}

interface Colours {
  text: string;
  ground: string;
  focus: string;
  crash: string;
  family: string;
  tone: (tone: Tone) => string;
}

function coloursOf(canvas: HTMLCanvasElement): Colours {
  const style = getComputedStyle(canvas);
  const of = (name: string) => style.getPropertyValue(`--vscode-${name}`);
  return {
    text: of("foreground"),
    ground: of("editor-background"),
    focus: of("focusBorder"),
    crash: of("charts-red"),
    family: style.fontFamily,
    tone: (tone) => of(tones[tone]),
  };
}

function toneOf(branch: Spot["branch"]): Tone | null {
  return branch.kind === "worker" ? stateLook[branch.node.state].tone : null;
}

function fill(context: CanvasRenderingContext2D, tiles: readonly Spot[]): void {
  for (const { x, y, width, height } of tiles) context.fillRect(x, y, width, height);
}

function edge(context: CanvasRenderingContext2D, tiles: readonly Spot[]): void {
  for (const { x, y, height } of tiles) context.fillRect(x, y, 8, height);
}

/** Far away a state is told by a sign of its own, for colour alone would tell it to some only; most run, and have none. */
function signs(context: CanvasRenderingContext2D, tiles: readonly Spot[], colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 9;
  context.beginPath();
  for (const spot of tiles) {
    if (spot.branch.kind === "worker") sign(context, spot.branch.node, spot);
  }
  context.stroke();
}

/** Failed is crossed out, what waits for its restart struck through once, what is paused or held has bars, what is off an open frame. */
function sign(context: CanvasRenderingContext2D, { state }: WorkerNode, { x, y, width, height }: Spot): void {
  const { tone } = stateLook[state];
  const middle = x + width / 2;
  if (tone === "bad" || tone === "warn") line(context, x + 20, y + height - 8, x + width - 20, y + 8);
  if (tone === "bad") line(context, x + 20, y + 8, x + width - 20, y + height - 8);
  if (tone === "paused" || tone === "held") line(context, middle - 12, y + 10, middle - 12, y + height - 10);
  if (tone === "paused") line(context, middle + 12, y + 10, middle + 12, y + height - 10);
  if (tone === "off") context.rect(x + 8, y + 8, width - 16, height - 16);
  if (tone === "busy") line(context, x + width / 3, y + height / 2, x + (2 * width) / 3, y + height / 2);
}

function line(context: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  context.moveTo(x, y);
  context.lineTo(toX, toY);
}

function names(context: CanvasRenderingContext2D, { tiles, distance }: Mosaic, { text, family }: Colours): void {
  const size = distance === "far" ? 25 : distance === "middle" ? 18 : 13;
  context.textBaseline = "middle";
  context.fillStyle = text;
  for (const { branch, x, y, width, height } of tiles) {
    if (branch.kind !== "worker") continue;
    const { node } = branch;
    const line = distance === "far" ? height / 2 : height / 3;
    context.font = `600 ${size}px ${family}`;
    context.fillText(node.id, x + 18, y + line, width - 24);
    if (distance === "far") continue;
    context.font = `400 ${Math.max(11, size - 4)}px ${family}`;
    context.fillText(factsOf(node), x + 18, y + (height * 2) / 3 + 2, width - 24);
  }
}

function factsOf(node: Extract<TreeNode, { kind: "worker" }>): string {
  const { word } = stateLook[node.state];
  return `${word}  ${node.pid === null ? "" : `pid ${node.pid}  `}#${node.incarnation}`;
}

/** What is selected has the focus colour around it, what crashed a moment ago the error's; what a crash leaves alone fades. */
function marks(context: CanvasRenderingContext2D, mosaic: Mosaic, colour: Colours): void {
  const { along, crashed, selected, tiles } = mosaic;
  const outline = (spots: readonly Spot[], stroke: string) => {
    context.strokeStyle = stroke;
    context.lineWidth = mosaic.distance === "tiny" ? 16 : 5;
    for (const { x, y, width, height } of spots) context.strokeRect(x, y, width, height);
  };
  if (along) {
    context.globalAlpha = 0.6;
    context.fillStyle = colour.ground;
    fill(
      context,
      tiles.filter(({ key }) => !along.has(key)),
    );
    context.globalAlpha = 1;
  }
  if (crashed.size > 0)
    outline(
      tiles.filter(({ key }) => crashed.has(key)),
      colour.crash,
    );
  outline(
    tiles.filter(({ key }) => key === selected),
    colour.focus,
  );
}
