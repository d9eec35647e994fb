import type { Camera, Size } from "../camera.ts";
import type { Box, Drawing } from "./drawing.ts";

export const miniature: Size = { width: 168, height: 112 };
const margin = 6;

/** How a drawing lies in the minimap: a point p of it at `p · scale + (x, y)`. */
export function placeInMiniature({ width, height }: Size): { x: number; y: number; scale: number } {
  const scale = Math.min((miniature.width - 2 * margin) / width, (miniature.height - 2 * margin) / height);
  return { x: (miniature.width - width * scale) / 2, y: (miniature.height - height * scale) / 2, scale };
}

/** Whether a minimap tells anything: only where some of the drawing is out of sight. */
export function isOutgrown(drawing: Drawing, { x, y, scale }: Camera, viewport: Size): boolean {
  if (drawing.width === 0 || viewport.width === 0) return false;
  return x < 0 || y < 0 || x + drawing.width * scale > viewport.width || y + drawing.height * scale > viewport.height;
}

/** What the view shows, as a box of the minimap. */
export function windowIn(drawing: Drawing, camera: Camera, viewport: Size): Box {
  const { x, y, scale } = placeInMiniature(drawing);
  return {
    x: (-camera.x / camera.scale) * scale + x,
    y: (-camera.y / camera.scale) * scale + y,
    width: (viewport.width / camera.scale) * scale,
    height: (viewport.height / camera.scale) * scale,
  };
}
