import assert from "node:assert/strict";
import { Agent as HttpAgent, request } from "node:http";
import { test } from "node:test";
import { nodes } from "./child.ts";
import { shown, Tree } from "./tree.ts";
import { hot } from "./upgrades.ts";

/** Keeps the server, whatever version answers. Each request adds its amount to an account; every tenth takes a while in between. */
const main = `
import { createServer } from "node:http";
import { hot } from "${hot}";
import { add, total } from "./accounts.js";
const answer = hot.entry("answer", async (request, response) => {
  const [, account, amount] = request.url.split("/");
  response.end(JSON.stringify(account === "total" ? total() : await add(account, Number(amount))));
});
const server = hot.keep("server", () => createServer((request, response) => answer(request, response)));
hot.effect(() => {
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
  return () => server.close();
});`;

/** Version 1 keeps sums, version 2 sums and how often; both are told as a sum. A timer adds nothing but counts its ticks. */
const accounts = (version: 1 | 2 | 3) => `
import { hot } from "${hot}";
const version = ${version};
const sums = hot.state("sums", {
  version,
  initial: () => new Map(),
  migrations: {
    2: {
      up: (sums) => new Map([...sums].map(([name, sum]) => [name, { sum, times: 0 }])),
      down: (sums) => new Map([...sums].map(([name, { sum }]) => [name, sum])),
    },
    3: () => { throw new Error("not yet"); },
  },
});
const ticks = hot.state("ticks", { version: 1, initial: () => ({ timers: 0, count: 0 }) });
hot.effect(() => {
  ticks.value.timers += 1;
  const timer = setInterval(() => ticks.value.count++, 5);
  return () => { ticks.value.timers -= 1; clearInterval(timer); };
});
let asked = 0;
export async function add(name, amount) {
  const before = sums.value.get(name);
  const sum = ${version === 1 ? "before ?? 0" : "before?.sum ?? 0"};
  if (asked++ % 10 === 0) await new Promise((settle) => setTimeout(settle, 20));
  const now = ${version === 1 ? "sums.value.get(name) ?? 0" : "sums.value.get(name)?.sum ?? 0"};
  sums.value.set(name, ${version === 1 ? "now + amount" : "{ sum: now + amount, times: (before?.times ?? 0) + 1 }"});
  return { version, sum };
}
export function total() {
  const all = [...sums.value.values()]${version === 1 ? "" : ".map(({ sum }) => sum)"};
  return { version, total: all.reduce((a, b) => a + b, 0), timers: ticks.value.timers };
}`;

for (const node of nodes) {
  const version = node === process.execPath ? process.version : node.match(/node-(\d+)/)?.[1];
  test(`Node ${version}: a service under load goes v1, v2, a failing v3, back to v1, v2: no request fails, every amount counts once`, async (t) => {
    const tree = await Tree.make(t, { "accounts.js": accounts(1), "main.js": main });
    const program = await tree.start("t/service", ["main.js"], {}, node);
    const load = new Load(Number(await program.line()));
    const reload = async (next: 1 | 2 | 3) => {
      tree.place.write({ "accounts.js": accounts(next) });
      return shown(await tree.reload.reload(["accounts.js"], false), tree.place.folder);
    };
    await load.seen(1);
    assert.match(await reload(2), /^committed accounts\.js v2 .*\n {2}swap\n {2}anew asked/);
    await load.seen(2);
    assert.match(await reload(3), /the migration of `sums` to version 3 failed: not yet/);
    await load.more();
    assert.match(shown(await tree.reload.rollback(), ""), /^committed .* v1 /);
    await load.seen(1);
    assert.match(await reload(2), /^committed accounts\.js v2 /);
    await load.seen(2);
    const sent = await load.end();
    assert.deepEqual(await load.ask("/total"), { version: 2, total: sent, timers: 1 });
    assert.deepEqual(load.failures, []);
    assert.equal(program.errors, "");
  });
}

/** About 200 requests a second over connections that are kept, each with its own amount. */
class Load {
  readonly failures: string[] = [];
  readonly #agent = new HttpAgent({ keepAlive: true, maxSockets: 8 });
  readonly #port: number;
  readonly #timer: NodeJS.Timeout;
  readonly #open = new Set<Promise<void>>();
  #sent = 0;
  #waiting: { for: number; left: number; settle: () => void } | null = null;

  constructor(port: number) {
    this.#port = port;
    this.#timer = setInterval(() => this.#send(), 5);
  }

  /** Settles when this version has answered a number of requests from now on. */
  seen(version: number, times = 20): Promise<void> {
    return new Promise((settle) => {
      this.#waiting = { for: version, left: times, settle };
    });
  }

  more(): Promise<void> {
    return this.seen(0);
  }

  /** Sends no more and answers with the sum of all amounts. */
  async end(): Promise<number> {
    clearInterval(this.#timer);
    await Promise.all(this.#open);
    return this.#sent;
  }

  async ask(path: string): Promise<Record<string, unknown>> {
    const options = { host: "127.0.0.1", port: this.#port, path, agent: this.#agent };
    const text = await new Promise<string>((settle, fail) => {
      const asked = request(options, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.on("end", () => settle(text));
      });
      asked.on("error", fail).end();
    });
    return JSON.parse(text);
  }

  #send(): void {
    const amount = 1 + (this.#sent % 7);
    this.#sent += amount;
    const answered = this.ask(`/a${amount % 3}/${amount}`).then(
      ({ version }) => this.#hear(Number(version)),
      (error) => void this.failures.push(String(error)),
    );
    this.#open.add(answered);
    void answered.then(() => this.#open.delete(answered));
  }

  #hear(version: number): void {
    const waiting = this.#waiting;
    if (!waiting || (waiting.for !== 0 && waiting.for !== version)) return;
    waiting.left -= 1;
    if (waiting.left <= 0) waiting.settle();
  }
}
