import { setImmediate } from "node:timers/promises";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { prepareStudy } from "../spec/index.ts";
import { readerOf } from "./place.ts";

/** So long is read before others get their turn. */
const sliceMs = 8;
/** Shorter texts are read at once, when they are asked about. */
const longText = 20_000;

/** Reads long texts in slices: nobody who asks about something else is kept waiting for them. */
export class Slices {
  readonly #begun = new WeakMap<TextDocument, { version: number; done: Promise<void>; isDone: boolean }>();

  isRead(document: TextDocument): boolean {
    if (document.getText().length < longText) return true;
    const begun = this.#begun.get(document);
    return begun?.version === document.version && begun.isDone;
  }

  /** Settles when this version has been read, or there is a newer one. */
  read(document: TextDocument): Promise<void> {
    if (this.isRead(document)) return Promise.resolve();
    const { version } = document;
    const known = this.#begun.get(document);
    if (known?.version === version) return known.done;
    const begun = { version, isDone: false, done: this.#read(document) };
    void begun.done.then(() => {
      begun.isDone = true;
    });
    this.#begun.set(document, begun);
    return begun.done;
  }

  async #read(document: TextDocument): Promise<void> {
    const { version } = document;
    const text = document.getText();
    const steps = prepareStudy(text, readerOf(text));
    while (document.version === version) {
      const until = performance.now() + sliceMs;
      while (performance.now() < until) if (steps.next().done) return;
      await setImmediate();
    }
  }
}
