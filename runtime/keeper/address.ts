import { createHash } from "node:crypto";
import { relative } from "node:path";

/**
 * Where a keeper listens. Addresses of Unix sockets are short (107 bytes here, 103 on macOS), so it is named from the working folder,
 * which runtime and keeper share; it is in the tree's own folder, where nobody tidies up as in that for temporary files.
 */
export function keeperAddress(file: string): string {
  if (process.platform !== "win32") return relative(process.cwd(), file);
  return `\\\\.\\pipe\\supertree-${createHash("sha256").update(file).digest("hex").slice(0, 32)}`;
}
