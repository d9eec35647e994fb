import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { startLife } from "../../../runtime/children/kept-life.ts";
import type { Life } from "../../../runtime/world.ts";
import type { Ready, WorkerSpec } from "../../../spec/index.ts";
import type { ExitReason, LogLine } from "../../../wire/index.ts";
import { keeperForTests } from "./keeper.ts";

const tools = await keeperForTests();
let lives = 0;

export const fixtures = fileURLToPath(new URL("../fixtures/", import.meta.url));

/** A life with what it has told so far, and promises of what it will tell. */
export function begin(words: string[], ready: Ready | null = null, cwd: string | null = null) {
  const lines: string[] = [];
  let noticed = () => {};
  let life: Life | undefined;
  const over = new Promise<ExitReason>((settle) => {
    const order = {
      path: "t/x",
      incarnation: ++lives,
      spec: worker(words, ready, cwd),
      extraEnv: () => ({}),
      former: null,
    };
    life = startLife(order, tools, {
      spawned: () => {},
      failed: (error) => settle({ error }),
      exited: settle,
      born: () => {},
      keptUpTo: async () => ({ stdout: 0, stderr: 0 }),
      kept: async () => {},
      line: (line: LogLine) => {
        lines.push(`${line.stream} ${line.text}`);
        noticed();
      },
    });
  });
  const said = async (begin: string) => {
    for (;;) {
      const line = lines.find((each) => each.startsWith(begin));
      if (line) return line.slice(begin.length);
      await new Promise<void>((settle) => {
        noticed = settle;
      });
    }
  };
  assert.ok(life);
  return { life, over, lines, said };
}

export function worker(words: string[], ready: Ready | null = null, cwd: string | null = null): WorkerSpec {
  return {
    kind: "worker",
    id: "x",
    life: { by: "restart", restart: "permanent" },
    significant: false,
    needs: [],
    alive: null,
    maxUptimeMs: null,
    appends: null,
    run: { text: words.join(" "), words },
    cwd,
    env: {},
    ready,
    stop: { signal: "SIGTERM", file: null, timeoutMs: 5000 },
    hot: false,
    debug: "auto",
  };
}
