import { rename, rm, writeFile } from "node:fs/promises";

/** A reader sees the old text or the new one, never half of it; only the owner can read it. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await rm(draft, { force: true });
  await writeFile(draft, text, { mode: 0o600, flag: "wx" });
  await rename(draft, file);
}
