import { html, nothing, type TemplateResult } from "lit";
import type { PanelEvent, State } from "../state.ts";
import type { Drawing } from "../tree/drawing.ts";
import { stateLook, type Tone, tones } from "../tree/look.ts";
import { isOutgrown, miniature, placeInMiniature, windowIn } from "../tree/miniature.ts";
import { properties } from "./place.ts";

type Send = (event: PanelEvent) => void;

/** Where in the drawing one is; a press or a drag in it goes there. The keyboard walks the tree itself, so nothing is lost without it. */
export function minimap(state: State, send: Send): TemplateResult | typeof nothing {
  const { drawing, camera, viewport } = state;
  if (!isOutgrown(drawing, camera, viewport)) return nothing;
  const seen = windowIn(drawing, camera, viewport);
  const go = (event: PointerEvent) => {
    if (event.buttons === 0 || !(event.currentTarget instanceof Element)) return;
    const box = event.currentTarget.getBoundingClientRect();
    const { x, y, scale } = placeInMiniature(drawing);
    send({ kind: "centred", x: (event.clientX - box.x - x) / scale, y: (event.clientY - box.y - y) / scale });
  };
  return html`<div class="minimap" aria-hidden="true" @pointerdown=${go} @pointermove=${go}>
    <canvas></canvas>
    <div class="window" ${properties({
      transform: `translate(${seen.x}px, ${seen.y}px)`,
      width: `${seen.width}px`,
      height: `${seen.height}px`,
    })}></div>
  </div>`;
}

const painted = new WeakMap<HTMLCanvasElement, { drawing: Drawing; at: number }>();
/** A busy tree is painted no more often than this. */
const pauseMs = 250;

/** Paints the whole drawing small, whenever it is another. */
export function drawMinimap(canvas: HTMLCanvasElement | null, drawing: Drawing): void {
  const last = canvas && painted.get(canvas);
  if (!canvas || last?.drawing === drawing || (last && performance.now() - last.at < pauseMs)) return;
  painted.set(canvas, { drawing, at: performance.now() });
  const pixels = devicePixelRatio;
  canvas.width = miniature.width * pixels;
  canvas.height = miniature.height * pixels;
  const context = canvas.getContext("2d");
  if (!context) return;
  const { x, y, scale } = placeInMiniature(drawing);
  const style = getComputedStyle(canvas);
  const colour = (tone: Tone | null) =>
    style.getPropertyValue(`--vscode-${tone === null ? "descriptionForeground" : tones[tone]}`);
  context.scale(pixels, pixels);
  for (const [tone, spots] of Map.groupBy(drawing.spots, toneOf)) {
    context.fillStyle = colour(tone);
    context.globalAlpha = tone === null ? 0.25 : 0.85;
    for (const spot of spots) {
      const [width, height] = [Math.max(0.7, spot.width * scale), Math.max(0.7, spot.height * scale)];
      context.fillRect(x + spot.x * scale, y + spot.y * scale, width, height);
    }
  }
}

function toneOf({ branch }: Drawing["spots"][number]): Tone | null {
  return branch.kind === "group" ? null : stateLook[branch.node.state].tone;
}
