import type { Span } from "../../wire/index.ts";
import { t } from "../l10n.ts";
import { draw, paintOf, topOfLanes } from "./draw.ts";
import { heights, moved, type Picture, under, wholeHeight, zoomed } from "./model.ts";

interface Listener {
  changed(picture: Picture): void;
  chosen(span: Span | null): void;
  enter(): void;
}

/** The drawn picture with the lanes' names beside it. It is drawn at most once a frame. */
export class Waterfall {
  readonly element = document.createElement("div");
  readonly #names = document.createElement("ol");
  readonly #canvas = document.createElement("canvas");
  readonly #listener: Listener;
  #picture: Picture | null = null;
  #scrolled = 0;
  #due = false;
  #drag: { x: number; moved: boolean } | null = null;

  constructor(listener: Listener) {
    this.#listener = listener;
    this.element.className = "waterfall";
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute("role", "img");
    this.element.append(this.#names, this.#canvas);
    this.#canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.#canvas.addEventListener("pointerdown", (event) => this.#press(event));
    this.#canvas.addEventListener("pointermove", (event) => this.#move(event));
    this.#canvas.addEventListener("pointerup", (event) => this.#let(event));
    this.#canvas.addEventListener("dblclick", () => this.#listener.enter());
  }

  draw(picture: Picture | null): void {
    if (picture?.lanes !== this.#picture?.lanes) this.#name(picture);
    this.#picture = picture;
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.#draw();
    });
  }

  /** `+`, `-`, `0` and the arrows sideways; false for any other key. */
  keyed(picture: Picture, key: string): boolean {
    const { from, until } = picture.seen;
    const middle = picture.chosen?.start ?? (from + until) / 2;
    if (key === "+" || key === "=") this.#listener.changed(zoomed(picture, middle, 0.5));
    else if (key === "-") this.#listener.changed(zoomed(picture, middle, 2));
    else if (key === "0") this.#listener.changed({ ...picture, seen: picture.whole });
    else if (key === "ArrowLeft") this.#listener.changed(moved(picture, (from - until) / 8));
    else if (key === "ArrowRight") this.#listener.changed(moved(picture, (until - from) / 8));
    else return false;
    return true;
  }

  #name(picture: Picture | null): void {
    this.#scrolled = 0;
    const lanes = picture?.lanes ?? [];
    const places = heights(lanes);
    this.#canvas.setAttribute("aria-label", t("{0} spans of {1} processes", picture?.spans.length ?? 0, lanes.length));
    this.#names.replaceChildren(
      ...lanes.map((lane, index) => {
        const name = document.createElement("li");
        name.textContent = lane.label;
        name.title = `${lane.label} · ${lane.node} · ${t("{0} spans", lane.spans)}`;
        name.className = lane.errors > 0 || lane.acts.some(({ status }) => status === "error") ? "wrong" : "";
        name.style.setProperty("height", `${(places[index]?.height ?? 0) + 6}px`);
        return name;
      }),
    );
  }

  #draw(): void {
    const picture = this.#picture;
    const context = this.#canvas.getContext("2d");
    if (!picture || !context || !this.#canvas.isConnected) return;
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const ratio = devicePixelRatio;
    if (this.#canvas.width !== width * ratio || this.#canvas.height !== height * ratio) {
      this.#canvas.width = width * ratio;
      this.#canvas.height = height * ratio;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(context, picture, { width, height, scrolled: this.#scrolled }, paintOf(this.element));
    this.#names.style.setProperty("transform", `translateY(${topOfLanes - this.#scrolled}px)`);
  }

  #at(event: MouseEvent, { seen }: Picture): { at: number; y: number; perPixel: number } {
    const box = this.#canvas.getBoundingClientRect();
    const perPixel = (seen.until - seen.from) / Math.max(1, box.width);
    return {
      at: seen.from + (event.clientX - box.left) * perPixel,
      y: event.clientY - box.top - topOfLanes + this.#scrolled,
      perPixel,
    };
  }

  #wheel(event: WheelEvent): void {
    if (!this.#picture) return;
    event.preventDefault();
    const { at, perPixel } = this.#at(event, this.#picture);
    if (event.ctrlKey || event.metaKey) this.#listener.changed(zoomed(this.#picture, at, 1.0015 ** event.deltaY));
    else if (event.shiftKey || event.deltaX !== 0)
      this.#listener.changed(moved(this.#picture, (event.deltaX || event.deltaY) * perPixel));
    else this.#scroll(this.#picture, event.deltaY);
  }

  #scroll(picture: Picture, by: number): void {
    const most = Math.max(0, wholeHeight(picture.lanes) + topOfLanes - this.#canvas.clientHeight);
    this.#scrolled = Math.max(0, Math.min(most, this.#scrolled + by));
    this.draw(picture);
  }

  #press(event: PointerEvent): void {
    this.#drag = { x: event.clientX, moved: false };
    this.#canvas.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    if (!this.#picture || !this.#drag) return;
    const by = event.clientX - this.#drag.x;
    if (!this.#drag.moved && Math.abs(by) < 4) return;
    this.#drag = { x: event.clientX, moved: true };
    this.#listener.changed(moved(this.#picture, -by * this.#at(event, this.#picture).perPixel));
  }

  #let(event: PointerEvent): void {
    const wasClick = this.#drag?.moved === false;
    this.#drag = null;
    if (!this.#picture || !wasClick) return;
    const { at, y, perPixel } = this.#at(event, this.#picture);
    this.#listener.chosen(under(this.#picture, y, at, perPixel * 4));
  }
}
