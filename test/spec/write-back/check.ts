import assert from "node:assert/strict";
import { type Change, writeBack } from "../../../spec/write-back/index.ts";

/** The lines that differ: `- before`, `+ after`; then the notes. Or why it is refused. */
export function outcome(text: string, changes: Change[], format: "yaml" | "json" = "yaml"): string {
  const written = writeBack(text, format, changes);
  if (!written.ok) return `${written.code} ${written.where}: ${written.message}`;
  const [before, after] = [text.split("\n"), written.text.split("\n")];
  let first = 0;
  while (first < before.length && before[first] === after[first]) first++;
  let kept = 0;
  while (kept < Math.min(before.length, after.length) - first && before.at(-kept - 1) === after.at(-kept - 1)) kept++;
  return [
    ...before.slice(first, before.length - kept).map((line) => `- ${line}`),
    ...after.slice(first, after.length - kept).map((line) => `+ ${line}`),
    ...written.notes.map((note) => `note: ${note}`),
  ].join("\n");
}

export function check(
  text: string,
  change: Change | Change[],
  expected: string,
  format: "yaml" | "json" = "yaml",
): void {
  assert.equal(outcome(text, [change].flat(), format), expected);
}

/** A spec with each kind of child, in several styles. */
export const fleet = `# The fleet.
name: fleet   # its name
strategy: rest_for_one
children:
  - id: broker
    run: 'node broker.ts'
    plan: [restart,  {restart: 5s}, stop]   # third time lucky

  - id: api # web
    run: node api.ts
    restart: permanent # OTP
    stop: { signal: SIGTERM, timeout: 5s }
  - { id: log, run: node log.ts }
  - id: queue
    run: node queue.ts
    plan:
      # at once
      - restart # first
      - restart: 5s # second
      - stop
    count: 2
  - id: devices
    supervisor:
      dynamic: { max: 100 }
      default:
        run: node device.ts {id}
        plan: [restart]
        count: infinity
    children: { from: 1, to: 3, id: "device-{n}" }
  - id: cells
    supervisor: {}
    children:
      - id: one
        run: node cell.ts
`;
