import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze } from '@tsk/compiler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCertificateReader } from '../../compiler/src/cli/io/certificates.ts';
import { createDevelopmentTlsMaterial } from '../../runtime/src/http/tls.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsk-certificates-'));
const tls = { enabled: true, certificate: null, privateKey: null, protocols: ['TLSv1.3'] as const };

beforeAll(async () => {
  const { certificate, privateKey } = await createDevelopmentTlsMaterial({ ...tls, protocols: [...tls.protocols] });
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const encrypted = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'x',
  });
  writeFileSync(join(folder, 'app.crt'), certificate);
  writeFileSync(join(folder, 'app.key'), privateKey);
  writeFileSync(join(folder, 'both.pem'), `${certificate}\n${privateKey}`);
  writeFileSync(join(folder, 'other.key'), other);
  writeFileSync(join(folder, 'locked.key'), encrypted);
  writeFileSync(join(folder, 'damaged.crt'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
  writeFileSync(join(folder, 'notes.txt'), 'no PEM at all');
});

afterAll(() => rmSync(folder, { recursive: true }));

function findingsOf(certificate: string, key: string, nowMs = Date.now()): readonly string[] {
  const text = `[load_balancing.ssl]\ncertificate = "${certificate}"\nprivate_key = "${key}"\n`;
  const certificates = createCertificateReader(folder);
  return analyze({ files: new Map([['a.tsk', text]]), env: {}, nowMs }, ['a.tsk'], { certificates }).diagnostics.map(
    ({ code, message }) => `${code} ${message}`,
  );
}

describe('files of certificates and keys', () => {
  it.each([
    ['app.crt', 'app.key', []],
    ['both.pem', 'both.pem', []],
    ['both.pem', 'app.key', []],
    [
      'app.crt',
      'other.key',
      ['TSK5177 The `private_key` does not belong to the `certificate`: no client could connect.'],
    ],
    ['absent.crt', 'app.key', ['TSK5172 There is no file "absent.crt".']],
    ['/absent/app.crt', 'app.key', []],
    ['damaged.crt', 'app.key', ['TSK5173 "damaged.crt" cannot be used: it is damaged.']],
    ['app.crt', 'locked.key', ['TSK5173 "locked.key" cannot be used: its key is encrypted.']],
    ['app.crt', 'app.crt', ['TSK5173 "app.crt" cannot be used: it holds a certificate and no private key.']],
    ['app.key', 'app.key', ['TSK5173 "app.key" cannot be used: it holds a key and no certificate.']],
    [
      'notes.txt',
      'app.key',
      ['TSK5173 "notes.txt" cannot be used: it holds neither a certificate nor a private key in PEM form.'],
    ],
  ])('%s with %s', (certificate, key, expected) => {
    expect(findingsOf(certificate, key)).toEqual(expected);
  });

  it('are held against the time of the check', () => {
    expect(findingsOf('app.crt', 'app.key', 0)[0]).toMatch(/^TSK5176 .* is valid only from 20\d\d-/);
    expect(findingsOf('app.crt', 'app.key', Date.UTC(2200, 0))[0]).toMatch(/^TSK5174 .* expired on 20\d\d-/);
  });
});
