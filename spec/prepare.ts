import { childrenIn } from "./child-memory.ts";
import { Findings, type Place } from "./findings.ts";
import type { Reader } from "./reader.ts";

/** Reads a text ahead of `studySpec`, in steps of one child each, so that others get their turn in between. It ends early where the reader is given another text. */
export function* prepareStudy(text: string, reader: Reader): Generator<void> {
  if (!(yield* reader.reading(text))) return;
  const read = reader.read(text);
  if (typeof read === "number" || read.value === null) return;
  const spec = read.value.of;
  yield* judged(childrenIn(spec) ?? [], ["children"]);

  function* judged(children: readonly unknown[], place: Place): Generator<void> {
    for (const [index, child] of children.entries()) {
      const at = [...place, index];
      yield* judged(childrenIn(child) ?? [], [...at, "children"]);
      reader.children.validated(child, at, spec, new Findings());
      yield;
    }
  }
}
