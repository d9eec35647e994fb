import { writeOtlp } from "../../traces/index.ts";
import type { Span } from "../../wire/index.ts";
import { reasonOf } from "../refusal.ts";

/** So many wait for a collector that is away; the oldest of more are lost to it, not to us. */
const mostWaiting = 20_000;
const mostAtATime = 2_000;
const retryMs = 5_000;
const patienceMs = 10_000;

/** Sends spans on to another collector, as OTLP in JSON. `remark` hears once that it is away, and once that it is there again. */
export class Forwarding {
  readonly #url: string;
  readonly #remark: (message: string) => void;
  #waiting: Span[] = [];
  #lost = 0;
  #isSending = false;
  #isAway = false;
  #retry: NodeJS.Timeout | null = null;

  constructor(url: string, remark: (message: string) => void) {
    this.#url = /\/v1\/traces$/.test(url) ? url : `${url.replace(/\/$/, "")}/v1/traces`;
    this.#remark = remark;
  }

  put(spans: readonly Span[]): void {
    this.#waiting.push(...spans);
    const tooMany = Math.max(0, this.#waiting.length - mostWaiting);
    this.#lost += tooMany;
    this.#waiting.splice(0, tooMany);
    if (!this.#isSending && this.#retry === null) void this.#send();
  }

  close(): void {
    if (this.#retry) clearTimeout(this.#retry);
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    while (this.#waiting.length > 0) {
      const some = this.#waiting.splice(0, mostAtATime);
      const failure = await this.#post(some);
      if (failure === null) {
        this.#told(null);
        continue;
      }
      this.#told(failure);
      this.#waiting = [...some, ...this.#waiting];
      this.#retry = setTimeout(() => {
        this.#retry = null;
        void this.#send();
      }, retryMs);
      this.#retry.unref();
      break;
    }
    this.#isSending = false;
  }

  /** Null once it took them, else why it did not. */
  async #post(spans: readonly Span[]): Promise<string | null> {
    try {
      const response = await fetch(this.#url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(writeOtlp(spans)),
        signal: AbortSignal.timeout(patienceMs),
      });
      await response.arrayBuffer();
      return response.ok ? null : `HTTP ${response.status}`;
    } catch (error) {
      return reasonOf(error);
    }
  }

  #told(failure: string | null): void {
    if ((failure !== null) === this.#isAway) return;
    this.#isAway = failure !== null;
    const lost = this.#lost === 0 ? "" : ` ${this.#lost} spans were too many to wait for it.`;
    this.#remark(
      failure === null
        ? `Traces are forwarded to ${this.#url} again.${lost}`
        : `Traces cannot be forwarded to ${this.#url} (${failure}); up to ${mostWaiting} spans wait for it.`,
    );
    this.#lost = 0;
  }
}
