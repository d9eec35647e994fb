import type { Camera } from "./camera.ts";

/** How long the eye glides to where the camera went. */
const glideMs = 280;

/** Where the picture is seen from: the camera itself, or on its way to it. */
export class Eye {
  #from: Camera;
  #to: Camera;
  #since = 0;

  constructor(camera: Camera) {
    this.#from = camera;
    this.#to = camera;
  }

  /** Where the eye is at `time`, in milliseconds of the page, when the camera is there; `calm` people are spared the way. */
  at(camera: Camera, time: number, calm: boolean): Camera {
    if (camera !== this.#to) {
      this.#from = this.#seen(time);
      this.#to = camera;
      this.#since = calm || !camera.glide ? Number.NEGATIVE_INFINITY : time;
    }
    return this.#seen(time);
  }

  get isGliding(): boolean {
    return this.#from !== this.#to;
  }

  #seen(time: number): Camera {
    const way = Math.min(1, (time - this.#since) / glideMs);
    if (way >= 1) {
      this.#from = this.#to;
      return this.#to;
    }
    const [from, to] = [this.#from, this.#to];
    const eased = 1 - (1 - Math.max(0, way)) ** 3;
    const between = (a: number, b: number) => a + (b - a) * eased;
    return { ...to, x: between(from.x, to.x), y: between(from.y, to.y), scale: between(from.scale, to.scale) };
  }
}
