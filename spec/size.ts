/** Amounts of bytes as people write them: `500KB`, `1.5MB`, `2GB`. */

const units = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 } as const;
const form = /^(\d+(?:\.\d+)?)(KB|MB|GB)$/;

/** As a JSON Schema pattern. */
export const sizePattern = form.source;

/** Whole bytes; null when the text is no size or the size is 0. */
export function parseSize(text: string): number | null {
  const match = form.exec(text);
  if (!match) return null;
  const bytes = Math.round(Number(match[1]) * units[match[2] as keyof typeof units]);
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : null;
}
