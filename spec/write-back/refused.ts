/** Why a change cannot be written, for a person: the sentence says what to do instead. Nothing is changed then. */
export interface Refused {
  refused: { code: "invalid_spec" | "not_found" | "not_writable"; message: string; where: string };
}

export function refused(code: Refused["refused"]["code"], where: string, message: string): Refused {
  return { refused: { code, message, where } };
}

export function isRefused<T>(value: T | Refused): value is Refused {
  return typeof value === "object" && value !== null && "refused" in value;
}
