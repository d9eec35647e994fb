import type { Box, Drawing } from "./tree/drawing.ts";

/** A point p of the drawing is seen at `p · scale + (x, y)`. `fit` keeps the whole drawing in sight while it changes. */
export interface Camera {
  mode: "fit" | "free";
  x: number;
  y: number;
  scale: number;
  /** Whether the picture glides there, or follows the hand at once. */
  glide: boolean;
}

export interface Size {
  width: number;
  height: number;
}

export const scaleLimits: [number, number] = [0.04, 2];
const margin = 24;

/** The whole drawing in the middle, never larger than life. */
export function fitted(drawing: Drawing, viewport: Size): Camera {
  const { width, height } = drawing;
  if (width === 0 || viewport.width === 0) return { mode: "fit", x: margin, y: margin, scale: 1, glide: false };
  const room = { width: viewport.width - 2 * margin, height: viewport.height - 2 * margin };
  const scale = limited(Math.min(1, room.width / width, room.height / height));
  return {
    mode: "fit",
    x: (viewport.width - width * scale) / 2,
    y: (viewport.height - height * scale) / 2,
    scale,
    glide: true,
  };
}

/** Moves no further than needed to show the box; a box larger than the view shows its top left corner. */
export function revealing(camera: Camera, box: Box, viewport: Size): Camera {
  if (viewport.width === 0) return camera;
  const x = shifted(camera.x + box.x * camera.scale, box.width * camera.scale, viewport.width);
  const y = shifted(camera.y + box.y * camera.scale, box.height * camera.scale, viewport.height);
  return x === 0 && y === 0 ? camera : { ...camera, mode: "free", x: camera.x + x, y: camera.y + y, glide: true };
}

/** Brings a point of the drawing to the middle of the view, at once: the hand holds it. */
export function centred(camera: Camera, at: { x: number; y: number }, viewport: Size): Camera {
  const { scale } = camera;
  const [x, y] = [viewport.width / 2 - at.x * scale, viewport.height / 2 - at.y * scale];
  return { mode: "free", x, y, scale, glide: false };
}

/** Zooms about the middle of the view. */
export function zoomed(camera: Camera, by: number, viewport: Size): Camera {
  const scale = limited(camera.scale * by);
  const kept = scale / camera.scale;
  const middle = { x: viewport.width / 2, y: viewport.height / 2 };
  return {
    mode: "free",
    x: middle.x - (middle.x - camera.x) * kept,
    y: middle.y - (middle.y - camera.y) * kept,
    scale,
    glide: true,
  };
}

/** Whether any of a box is seen, with a little more around so that nothing pops up at the edge. */
export function sees(camera: Camera, box: Box, viewport: Size): boolean {
  const spare = 240;
  const left = camera.x + box.x * camera.scale;
  const top = camera.y + box.y * camera.scale;
  return (
    left < viewport.width + spare &&
    top < viewport.height + spare &&
    left + box.width * camera.scale > -spare &&
    top + box.height * camera.scale > -spare
  );
}

function limited(scale: number): number {
  return Math.min(scaleLimits[1], Math.max(scaleLimits[0], scale));
}

/** How far to move `[start, start + length]` to lie within `[margin, whole - margin]`. */
function shifted(start: number, length: number, whole: number): number {
  const over = start + length - (whole - margin);
  const under = margin - start;
  if (under > 0) return under;
  return over > 0 ? -Math.min(over, start - margin) : 0;
}
