import type { Running, Version } from "./modules.ts";
import { bind, type Evaluate } from "./patch.ts";
import { relate } from "./relations.ts";

/**
 * Brings what the running version of a module exports into the versions that importers are linked to, and reads back that it is there.
 * Classes of one name are related. Answers with the way back; throws, with all as before, when an export cannot be bound.
 */
export function bringOut({ current, faces }: Running): () => void {
  const back: (() => void)[] = [];
  const undo = () => {
    for (const step of back.splice(0).reverse()) step();
  };
  try {
    for (const face of faces) {
      if (face === current) continue;
      const evaluate = evaluator(face);
      for (const [name, local] of Object.entries(face.exports)) {
        const next = exportOf(current, name);
        if (!next) continue;
        const old = evaluate(local);
        if (old === next.value) continue;
        back.push(() => bind(local, old, evaluate));
        bind(local, next.value, evaluate);
        if (evaluate(local) !== next.value) throw new Error(`\`${name}\` is still the old one`);
        back.push(relate(old, next.value));
      }
    }
  } catch (error) {
    undo();
    throw error;
  }
  return undo;
}

/** What a version exports under a name, also what it passes on from another module; null when it exports no such thing. */
function exportOf(version: Version, name: string): { value: unknown } | null {
  const local = version.exports[name];
  if (local !== undefined) return { value: evaluator(version)(local) };
  return version.namespace && name in version.namespace ? { value: Reflect.get(version.namespace, name) } : null;
}

function evaluator({ access, meta }: Version): Evaluate {
  return (code) => access(code, meta);
}
