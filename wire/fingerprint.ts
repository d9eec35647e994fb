/** A fingerprint as people copy it, `sha256:ab:cd…`, `AB:CD…`, `abcd…` → `ABCD…`; null when it is none of SHA-256. */
export function plainFingerprint(text: string): string | null {
  const digits = text
    .trim()
    .replace(/^sha-?256[:=/ ]/i, "")
    .replace(/[:\s]/g, "")
    .toUpperCase();
  return /^[0-9A-F]{64}$/.test(digits) ? digits : null;
}
