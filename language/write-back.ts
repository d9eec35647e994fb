import { changeOf, writeBack } from "../spec/index.ts";
import { type WriteBackAnswer, writeBackRequest } from "../wire/index.ts";

/** Answers the extension's request: the text of a spec with what its running children have. Throws for parameters of another shape. */
export function writtenBack(params: unknown): WriteBackAnswer {
  const { text, format, children } = writeBackRequest.params.parse(params);
  const changes = children.map(({ path, running }) => changeOf(text, format, path, running));
  const written = writeBack(text, format, changes);
  return written.ok ? { ...written, notes: [...written.notes] } : written;
}
