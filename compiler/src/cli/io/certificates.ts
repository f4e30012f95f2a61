import type { KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CertificateFacts } from '../../checks/common/certificate-facts.ts';

/** A larger file is not read: no chain of certificates comes near it. */
const mostBytes = 1_000_000;

/**
 * Looks into the files of certificates and keys that a configuration names. Each is read once; one that this user may not read
 * is unknown, as private keys often are to whoever checks a configuration. Relative paths are taken from `folder`, as
 * the runtime takes them from the folder that it is started in.
 */
export function createCertificateReader(folder: string): (path: string) => CertificateFacts | undefined {
  const seen = new Map<string, CertificateFacts | undefined>();
  return (path) => {
    const file = resolve(folder, path);
    if (!seen.has(file)) seen.set(file, readFacts(file));
    return seen.get(file);
  };
}

function readFacts(file: string): CertificateFacts | undefined {
  try {
    const { size } = statSync(file);
    return size > mostBytes
      ? { kind: 'invalid', reason: 'it is too large for a PEM file' }
      : parsePem(readFileSync(file));
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? { kind: 'missing' } : undefined;
  }
}

function parsePem(pem: Buffer): CertificateFacts {
  const text = pem.toString('latin1');
  const hasCertificate = text.includes('-----BEGIN CERTIFICATE-----');
  const hasKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text);
  if (!hasCertificate && !hasKey) {
    return { kind: 'invalid', reason: 'it holds neither a certificate nor a private key in PEM form' };
  }
  if (hasKey && text.includes('ENCRYPTED')) return { kind: 'invalid', reason: 'its key is encrypted' };
  // It takes long to load, and most files that are named are not there where a configuration is checked.
  const crypto = process.getBuiltinModule('node:crypto');
  try {
    return {
      kind: 'pem',
      ...(hasCertificate ? { certificate: factsOf(new crypto.X509Certificate(pem)) } : {}),
      ...(hasKey
        ? { privateKey: { publicKey: fingerprint(crypto.createPublicKey(crypto.createPrivateKey(pem))) } }
        : {}),
    };
  } catch {
    return { kind: 'invalid', reason: 'it is damaged' };
  }
}

type PemFacts = Extract<CertificateFacts, { kind: 'pem' }>;

/** What the first certificate says; it is the server's own. */
function factsOf({ publicKey, validFrom, validTo }: X509Certificate): NonNullable<PemFacts['certificate']> {
  const rsaBits = publicKey.asymmetricKeyType === 'rsa' ? publicKey.asymmetricKeyDetails?.modulusLength : undefined;
  return {
    notBeforeMs: Date.parse(validFrom),
    notAfterMs: Date.parse(validTo),
    publicKey: fingerprint(publicKey),
    ...(rsaBits === undefined ? {} : { rsaBits }),
  };
}

function fingerprint(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}
