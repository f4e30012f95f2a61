import { readFile } from 'node:fs/promises';
import { createSecureContext, type SecureContextOptions, type SecureVersion } from 'node:tls';
import type { TlsPlan } from '@tsk/schemas/plan';

/** What a TLS listener is opened with. */
export interface TlsMaterial {
  /** PEM, the server's own certificate first. */
  readonly certificate: string | Buffer;
  /** PEM. */
  readonly privateKey: string | Buffer;
  readonly minVersion: SecureVersion;
  readonly maxVersion: SecureVersion;
}

/** The TLS part of the plan cannot be put to work. */
export class TlsMaterialError extends Error {
  override readonly name = 'TlsMaterialError';
  /** Which value of the plan is at fault, as a JSON pointer such as `/balancing/tls/certificate`. */
  readonly pointer: string;

  constructor(key: keyof TlsPlan, message: string, cause?: unknown) {
    super(message, { cause });
    this.pointer = `/balancing/tls/${key}`;
  }
}

const VERSIONS: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/**
 * Reads the certificate and key that the plan names, and makes sure that they belong together.
 * Rejects with `TlsMaterialError` where a file is not named, cannot be read, is not PEM, or does not fit.
 */
export async function loadTlsMaterial(plan: TlsPlan): Promise<TlsMaterial> {
  const certificate = await readNamed(plan, 'certificate');
  const privateKey = await readNamed(plan, 'privateKey');
  checkPem('certificate', { cert: certificate }, `"${plan.certificate}" is not a PEM certificate`);
  checkPem('privateKey', { key: privateKey }, `"${plan.privateKey}" is not a PEM key without passphrase`);
  checkPem(
    'privateKey',
    { cert: certificate, key: privateKey },
    `the key "${plan.privateKey}" does not belong to the certificate "${plan.certificate}"`,
  );
  return { certificate, privateKey, ...versionRange(plan.protocols) };
}

/**
 * A certificate made on the spot for `localhost` and the loopback addresses, for development: no client trusts it by itself.
 * Only the protocol versions of the plan are used.
 */
export async function createDevelopmentTlsMaterial(plan: TlsPlan): Promise<TlsMaterial> {
  const { generate } = await import('selfsigned');
  const pem = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { certificate: pem.cert, privateKey: pem.private, ...versionRange(plan.protocols) };
}

async function readNamed(plan: TlsPlan, key: 'certificate' | 'privateKey'): Promise<Buffer> {
  const path = plan[key];
  const what = key === 'certificate' ? 'certificate' : 'private key';
  if (path === null) throw new TlsMaterialError(key, `TLS is enabled, but no ${what} is named`);
  try {
    return await readFile(path);
  } catch (cause) {
    throw new TlsMaterialError(key, `the ${what} "${path}" cannot be read`, cause);
  }
}

function checkPem(key: 'certificate' | 'privateKey', options: SecureContextOptions, message: string): void {
  try {
    createSecureContext(options);
  } catch (cause) {
    throw new TlsMaterialError(key, message, cause);
  }
}

/** OpenSSL knows a range of versions, not a list: a gap in the plan's list is filled. */
function versionRange(protocols: TlsPlan['protocols']): Pick<TlsMaterial, 'minVersion' | 'maxVersion'> {
  const offered = VERSIONS.filter((version) => protocols.some((protocol) => protocol === version));
  const [minVersion] = offered;
  const maxVersion = offered.at(-1);
  if (minVersion === undefined || maxVersion === undefined) {
    throw new TlsMaterialError('protocols', 'TLS is enabled, but no protocol version is offered');
  }
  return { minVersion, maxVersion };
}
