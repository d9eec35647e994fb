import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { pathToFileURL } from "node:url";
import type { Listening } from "../../wire/index.ts";
import { Refusal, reasonOf } from "../refusal.ts";
import { writeWhole } from "../state/write-whole.ts";

/** What a runtime shows to clients of other machines, in PEM, and what they pin of it. */
export interface Certificate {
  cert: string;
  key: string;
  /** SHA-256 of the certificate: `AB:CD:…`. */
  fingerprint: string;
}

/** The given certificate, or the runtime's own in `folder`: made on first use, the same ever after. Refuses with `usage`. */
export async function certificateFor({ certificate }: Listening, folder: string): Promise<Certificate> {
  const files = certificate ?? { cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
  if (!certificate && (await textOf(files.cert)) === null) {
    const own = await newCertificate();
    await writeWhole(files.key, own.key);
    await writeWhole(files.cert, own.cert); // last: where it is, its key is
  }
  const [cert, key] = [await read(files.cert), await read(files.key)];
  try {
    createSecureContext({ cert, key });
    return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256 };
  } catch (error) {
    const message = `${files.cert} and ${files.key} are no certificate with its key (${reasonOf(error)}): name two PEM files that belong together, or leave both out for a certificate of the runtime's own.`;
    throw new Refusal({ code: "usage", message, where: files.cert });
  }
}

/** Its maker is a program of its own, beside this one: it is read once in a tree's life. */
async function newCertificate(): Promise<{ cert: string; key: string }> {
  const maker: typeof import("./own-certificate.ts") = await import(
    pathToFileURL(join(__dirname, "own-certificate.cjs")).href
  );
  return maker.ownCertificate();
}

/** A file that the command line names. */
export async function read(file: string): Promise<string> {
  const text = await textOf(file);
  if (text !== null) return text;
  throw new Refusal({ code: "usage", message: `${file} cannot be read: name a PEM file.`, where: file });
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch(() => null); // missing or not ours to read: it cannot be used either way
}
