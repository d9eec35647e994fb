import "reflect-metadata";
import { KeyObject, webcrypto } from "node:crypto";
import { BasicConstraintsExtension, X509CertificateGenerator } from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
/** Clients pin it, so it lives as long as the tree's folder. */
const years = 20;

/** A certificate that vouches for itself, in PEM. */
export async function ownCertificate(): Promise<{ cert: string; key: string }> {
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as webcrypto.CryptoKeyPair;
  const notBefore = new Date(Date.now() - 24 * 3600_000); // clocks differ
  const notAfter = new Date(notBefore);
  notAfter.setFullYear(notAfter.getFullYear() + years);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: "CN=Supertree",
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    keys,
    extensions: [new BasicConstraintsExtension(false)],
  });
  const key = KeyObject.from(keys.privateKey).export({ format: "pem", type: "pkcs8" });
  return { cert: certificate.toString("pem"), key: String(key) };
}
