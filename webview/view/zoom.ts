import { select } from "d3-selection";
import { type D3ZoomEvent, zoom, zoomIdentity } from "d3-zoom";
import { type Camera, scaleLimits } from "../camera.ts";
import type { PanelEvent } from "../state.ts";

/** Lets the hand steer the canvas: drag and wheel pan, pinch and Ctrl with the wheel zoom. The answer tells d3 where the camera went by other ways. */
export function steerable(canvas: HTMLElement, send: (event: PanelEvent) => void): (camera: Camera) => void {
  let at = zoomIdentity;
  const behaviour = zoom<HTMLElement, unknown>()
    .scaleExtent(scaleLimits)
    .filter((event: MouseEvent | WheelEvent) =>
      event.type === "wheel" ? event.ctrlKey || event.metaKey : event.button === 0,
    )
    .wheelDelta((event: WheelEvent) => Math.max(-0.4, Math.min(0.4, -event.deltaY * 0.01)))
    .on("zoom", (event: D3ZoomEvent<HTMLElement, unknown>) => {
      at = event.transform;
      if (event.sourceEvent) send({ kind: "steered", x: at.x, y: at.y, scale: at.k });
    });
  const selection = select(canvas).call(behaviour).on("dblclick.zoom", null);
  canvas.addEventListener("wheel", (event) => panned(event, at, send), { passive: false });
  return ({ x, y, scale }) => {
    if (at.x !== x || at.y !== y || at.k !== scale)
      selection.call(behaviour.transform, zoomIdentity.translate(x, y).scale(scale));
  };
}

function panned(event: WheelEvent, at: { x: number; y: number; k: number }, send: (event: PanelEvent) => void): void {
  if (event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1;
  const [across, down] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
  send({ kind: "steered", x: at.x - across * lines, y: at.y - down * lines, scale: at.k });
}
