/**
 * What must not be read in a tree, a log or an answer: the values of variables whose name says that they are secret, and passwords in addresses.
 * A value shorter than six characters is hidden where it stands under its name, and nowhere else: it would take half the text along.
 */

/** Stands for a value that is not shown. */
export const mask = "***";

const shortestInText = 6;

/** `DB_PASSWORD`, `PGPASSWORD`, `GITHUB_TOKEN`, `AWS_SECRET_ACCESS_KEY`, `STRIPE_API_KEY`; not `PWD`, `MAX_TOKENS`, `SSH_AUTH_SOCK`. */
const secretName =
  /passw(or)?d|passphrase|secret|credential|(^|_)(pass|token)(_|$)|_(pwd|auth)$|(api|access|private|signing|encryption|auth)_?key/i;

/** `postgres://shop:hunter2@db/shop`: what stands between the second colon and the @. */
const addressPassword = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/gi;

export function looksSecret(name: string): boolean {
  return secretName.test(name);
}

/** Whether a text has an address with a password in it. */
export function hasPassword(text: string): boolean {
  return [...text.matchAll(addressPassword)].some(([, password]) => password !== mask);
}

/** The texts that must not be read in what a process with this environment writes; the longest first. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const found = new Set<string>();
  for (const [name, value = ""] of Object.entries(env)) {
    if (looksSecret(name)) for (const line of value.split(/\r?\n/)) found.add(line.trim());
    for (const [, password = ""] of value.matchAll(addressPassword)) found.add(password);
  }
  return [...found]
    .filter((text) => text.length >= shortestInText && text !== mask)
    .sort((a, b) => b.length - a.length);
}

/** `login with hunter22` → `login with ***` */
export function hide(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret, mask), text);
}

/** A command as people see it: `psql postgres://shop:hunter2@db` → `psql postgres://shop:***@db` */
export function hideAll(text: string, secrets: readonly string[]): string {
  return hide(text, secrets).replaceAll(addressPassword, (address, password: string) =>
    address.replace(`:${password}@`, `:${mask}@`),
  );
}

/** A child spec as one may show it: the values of secret-looking variables are masked, and wherever else they stand in it. */
export function masked<T>(document: T): T {
  return maskedWithin(document, []) as T; // a text stays a text, and nothing else is changed
}

/** The variables of a child spec whose values are masked, as in one that was shown. */
export function maskedNames(env: unknown): string[] {
  if (!isMap(env)) return [];
  return Object.keys(env).filter((name) => env[name] === mask || String(env[name]).includes(`:${mask}@`));
}

function maskedWithin(value: unknown, around: readonly string[]): unknown {
  if (typeof value === "string") return hideAll(value, around);
  if (Array.isArray(value)) return value.map((each) => maskedWithin(each, around));
  if (!isMap(value)) return value;
  const secrets = isMap(value.env) ? [...secretsOf(texts(value.env)), ...around] : around;
  const entries = Object.entries(value).map(([key, each]) =>
    key === "env" && isMap(each)
      ? [key, Object.fromEntries(Object.entries(each).map(([name, text]) => [name, variable(name, text, secrets)]))]
      : [key, maskedWithin(each, secrets)],
  );
  return Object.fromEntries(entries);
}

function variable(name: string, value: unknown, secrets: readonly string[]): unknown {
  return looksSecret(name) ? mask : maskedWithin(value, secrets);
}

function texts(env: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
