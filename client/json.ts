/** What a text says as JSON; null when it is none: half-written, cut off, or of another program. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
