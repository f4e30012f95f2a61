import type { CertificateFacts } from '@tsk/compiler';

const yearMs = 365 * 86_400_000;

function certificate(fromMs: number, toMs: number, publicKey = 'app', rsaBits = 2048): CertificateFacts {
  return { kind: 'pem', certificate: { notBeforeMs: fromMs, notAfterMs: toMs, publicKey, rsaBits } };
}

const files: Readonly<Record<string, CertificateFacts>> = {
  'app.crt': certificate(-yearMs, yearMs),
  'expired.crt': certificate(-yearMs, -1),
  'soon.crt': certificate(-yearMs, 3.5 * 86_400_000),
  'early.crt': certificate(86_400_000, yearMs),
  'weak.crt': certificate(-yearMs, yearMs, 'weak', 1024),
  'app.key': { kind: 'pem', privateKey: { publicKey: 'app' } },
  'other.key': { kind: 'pem', privateKey: { publicKey: 'other' } },
  'weak.key': { kind: 'pem', privateKey: { publicKey: 'weak' } },
  'both.pem': {
    kind: 'pem',
    certificate: { notBeforeMs: -yearMs, notAfterMs: yearMs, publicKey: 'app' },
    privateKey: { publicKey: 'app' },
  },
  'broken.crt': { kind: 'invalid', reason: 'it is damaged' },
  'missing.crt': { kind: 'missing' },
  '/etc/missing.crt': { kind: 'missing' },
};

/** Certificate files as examples name them, as seen at the time 0; of others nothing is known. */
export function sampleCertificates(path: string): CertificateFacts | undefined {
  return files[path];
}
