import { readFileSync, statSync } from "node:fs";

/** What the server asks of the file system, so that tests can be given one of texts. */
export interface Disk {
  isFile(path: string): boolean;
  /** Null for what is no file that can be read. */
  read(path: string): string | null;
}

export const disk: Disk = {
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  read: (path) => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return null; // a folder, or a file of somebody else: nothing to lead to
    }
  },
};
