import assert from "node:assert/strict";
import { test } from "node:test";
import type { Found } from "../../../src/first-steps/found.ts";

/** `web: node web.js {"env":{…}} # note` for each process, `- release: why` for what is left out. */
export function told({ processes, leftOut }: Found): string[] {
  return [
    ...processes.map(({ id, from: _from, run, notes = [], ...keys }) => {
      const rest = Object.keys(keys).length === 0 ? "" : ` ${JSON.stringify(keys)}`;
      return `${id}: ${run}${rest}${notes.map((note) => ` # ${note}`).join("")}`;
    }),
    ...leftOut.map(({ name, why }) => `- ${name}: ${why}`),
  ];
}

export function table<Input>(
  read: (input: Input) => Found,
  rows: readonly [name: string, input: Input, expected: string[]][],
): void {
  for (const [name, input, expected] of rows) test(name, () => assert.deepEqual(told(read(input)), expected));
}
