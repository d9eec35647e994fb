import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { covers, type Role, roles } from "../../wire/index.ts";
import { writeWhole } from "../state/write-whole.ts";

/** The tokens of other machines' clients, one a role up to `atMost`, each in a file named after it; made on first use, the same ever after. */
export async function tokensIn(folder: string, atMost: Role): Promise<Map<Role, string>> {
  const tokens = new Map<Role, string>();
  for (const role of roles.filter((each) => covers(atMost, each))) tokens.set(role, await tokenFor(join(folder, role)));
  return tokens;
}

async function tokenFor(file: string): Promise<string> {
  const known = (await readFile(file, "utf8").catch(() => "")).trim(); // there is none yet
  if (/^[0-9a-f]{64}$/.test(known)) return known;
  const token = randomBytes(32).toString("hex");
  await writeWhole(file, `${token}\n`);
  return token;
}
