import { callers } from "./callers.ts";

/** What code that is loaded beside the running version must not do: it would be done twice. */
const acts = [
  ["node:net", "Server", "listen", "opens a port"],
  ["node:net", "Socket", "connect", "opens a connection"],
  ["node:dgram", "Socket", "bind", "opens a port"],
  ["node:child_process", "ChildProcess", "spawn", "starts a process"],
] as const;
const timers = ["setInterval", "setTimeout"] as const;

/**
 * While new versions of modules are loaded beside the running ones, opening ports and connections, starting processes and timers is
 * refused to them: the call throws, so that loading fails with the reason. Everybody else does as ever.
 */
export class Guard {
  readonly #scripts: ReadonlySet<string>;
  readonly #restore: (() => void)[] = [];
  #allowed = 0;

  constructor(scripts: Iterable<string>) {
    this.#scripts = new Set(scripts);
    for (const [name, of, method, does] of acts) this.#watch(prototypeOf(name, of), method, does);
    for (const timer of timers) this.#watch(globalThis, timer, "starts a timer");
  }

  /** What `make` does is meant. */
  allow<T>(make: () => T): T {
    this.#allowed += 1;
    try {
      return make();
    } finally {
      this.#allowed -= 1;
    }
  }

  end(): void {
    for (const restore of this.#restore.splice(0)) restore();
  }

  #watch(owner: object, method: string, does: string): void {
    const descriptor = Object.getOwnPropertyDescriptor(owner, method);
    const original: unknown = descriptor?.value;
    if (!descriptor || typeof original !== "function") return;
    const guard = this;
    function watched(this: unknown, ...args: unknown[]): unknown {
      guard.#refuse(does);
      return Reflect.apply(original as (...args: unknown[]) => unknown, this, args);
    }
    Object.setPrototypeOf(watched, original);
    Object.defineProperty(owner, method, { ...descriptor, value: watched });
    this.#restore.push(() => Object.defineProperty(owner, method, descriptor));
  }

  #refuse(does: string): void {
    if (this.#allowed > 0) return;
    const script = callers().find((url) => this.#scripts.has(url));
    if (script === undefined) return;
    throw new Error(
      `it ${does} when it is loaded, and the running version has its own: put that into hot.keep or hot.effect of supertree/hot`,
    );
  }
}

function prototypeOf(module: string, of: string): object {
  const found: Record<string, { prototype: object } | undefined> = process.getBuiltinModule(module) as never;
  const prototype = found[of]?.prototype;
  if (!prototype) throw new Error(`${module} has no ${of}`);
  return prototype;
}
