import type { Findings, Place } from "./findings.ts";
import type { WorkerSpec } from "./model.ts";
import type { DefaultChild, WorkerDocument } from "./schema.ts";
import { hasPassword, looksSecret, mask } from "./secrets.ts";

/** Where the parts of a worker stand: its own keys, those of the default, and its command. */
interface Places {
  own: Place;
  base: Place;
  run: Place;
}

/** Secrets that everybody reads who may read the file: variables named so, passwords in addresses and in options of the command. */
export function checkSecrets(
  own: WorkerDocument,
  base: DefaultChild | undefined,
  worker: WorkerSpec,
  places: Places,
  found: Findings,
): void {
  const environments = [
    [places.own, own.env],
    [places.base, base?.env],
  ] as const;
  for (const [place, env = {}] of environments) {
    for (const [name, value] of Object.entries(env)) {
      if (!isSecret(name, value)) continue;
      const message = `the value of ${name} stands in the file for everybody to read; leave it out here and set it where Supertree is started, or in a file that is not shared (node --env-file=.env)`;
      found.add("secret_in_plain_text", [...place, "env", name], message);
    }
  }
  if (worker.run.words.some((word, index, words) => inCommand(word, words[index + 1]))) {
    const message =
      "a secret stands in this command, for everybody to read who sees the file or the list of processes; hand it over in a variable that is set where Supertree is started";
    found.add("secret_in_plain_text", places.run, message);
  }
}

/** `PGPASSFILE` says where a secret is, `ALLOW_PASSWORD: "true"` is none, and `{id}` is filled in. */
function isSecret(name: string, value: string): boolean {
  if (hasPassword(value)) return true;
  const told = value.trim();
  const harmless =
    told === "" || told === mask || /^(true|false|yes|no|on|off|\d)$/i.test(told) || /^\{\w+\}$/.test(told);
  return !harmless && looksSecret(name) && !/(file|path|dir|folder)$/i.test(name);
}

/** `--password=x`, `--token x`, `postgres://shop:x@db`. */
function inCommand(word: string, next: string | undefined): boolean {
  if (hasPassword(word)) return true;
  const option = /^--([\w-]+)(?:=(.*))?$/s.exec(word);
  if (!option) return false;
  const [, name = "", value = next?.startsWith("-") ? "" : (next ?? "")] = option;
  return isSecret(name.replaceAll("-", "_"), value);
}
