import type { Chance } from "./chance.ts";

/** A tree by chance, in the notation of the tables of core's tests. */
export function anyTree(chance: Chance): string {
  return supervisor(chance, 0, { next: 0 });
}

function supervisor(chance: Chance, depth: number, ids: { next: number }): string {
  const dynamic = chance.comes(0.3);
  const strategy = dynamic ? "one_for_one" : chance.one(["one_for_one", "one_for_all", "rest_for_one"]);
  const intensity = chance.comes(0.8) ? chance.one([" 20/5s", " 3/5s", " 50/20s"]) : "";
  const growth = dynamic
    ? `${chance.one([" max=6", " max=6 rate=2", " rate=20", " at_once=1", " at_once=2 rate=20"])} template=d-{n}`
    : "";
  const shutdown = chance.comes(0.1) ? chance.one([" any_significant", " all_significant"]) : "";
  const children = dynamic
    ? ["d-1", "d-2", "d-3"].map((id) => `${id}${life(chance)}`)
    : Array.from({ length: 1 + chance.below(4) }, () => child(chance, depth, shutdown !== "", ids));
  return `${strategy}${intensity}${growth}${shutdown}: ${children.join(" | ")}`;
}

function child(chance: Chance, depth: number, significant: boolean, ids: { next: number }): string {
  const id = String.fromCharCode(97 + (ids.next++ % 26)) + (ids.next > 26 ? ids.next : "");
  const weight = significant && chance.comes(0.5) ? " significant" : "";
  if (depth < 2 && chance.comes(0.35)) return `${id}(${supervisor(chance, depth + 1, ids)})${life(chance)}${weight}`;
  const ready = chance.comes(0.3) ? " ready=2s" : "";
  const stop = chance.comes(0.3) ? chance.one([" stop=0", " stop=infinity", " stop=500ms"]) : "";
  const asked = chance.one(["", "", "", " alive", " uptime=9s", " append"]);
  return `${id}${life(chance)}${weight}${ready}${stop}${asked}`;
}

function life(chance: Chance): string {
  return chance.one([
    "",
    " permanent",
    " permanent",
    " transient",
    " temporary",
    " plan=restart,2s x∞",
    " plan=1s,500ms,restart x∞",
    " plan=grow(100*2<9s~0.3@5s) x∞",
    " plan=restart,wait x∞",
    " plan=delete",
    " plan=5s,stop x3",
    " plan=when(reason=normal>delete;code=1>1s;>restart) x∞",
  ]);
}
