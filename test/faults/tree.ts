import { fileURLToPath } from "node:url";

const writer = fileURLToPath(new URL("fixtures/writer.mjs", import.meta.url));
const kinds = ["plain", "noisy", "forks", "deaf", "floods"] as const;

/** The ids of a tree of so many children; `noisy-3` writes a great deal, `deaf-4` does not hear SIGTERM. */
export function childIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${kinds[index % kinds.length]}-${index + 1}`);
}

/** Every child is started again whenever it ends. Each is a Node process of its own, without the agent: what it costs to start is not what is tested. */
export function specOf(ids: readonly string[]): string {
  const children = ids.map((id) => ({
    id,
    run: ["node", writer, id, id.split("-")[0]],
    plan: ["restart"],
    count: "infinity",
    stop: { signal: "SIGTERM", timeout: "1s" },
    env: { NODE_OPTIONS: "", FLOOD_BYTES: process.env.SUPERTREE_FAULTS_FLOOD ?? "1000000" },
  }));
  return JSON.stringify({ name: "f", children });
}
