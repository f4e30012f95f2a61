import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createDevelopmentTlsMaterial, loadTlsMaterial } from '../../../runtime/src/http/tls.ts';
import { ask, balancingPlan, startBackend, startProxy, stopAll } from './support.ts';

afterEach(stopAll);

const plan = { ...balancingPlan.tls, enabled: true };
let folder = '';
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsk-tls-'));
  const [one, other] = [await createDevelopmentTlsMaterial(plan), await createDevelopmentTlsMaterial(plan)];
  await writeFile(path('one.crt'), one.certificate);
  await writeFile(path('one.key'), one.privateKey);
  await writeFile(path('other.key'), other.privateKey);
  await writeFile(path('text'), 'hello');
});

afterAll(async () => rm(folder, { recursive: true }));

describe('the certificate and key of a plan', () => {
  test('are loaded with the range of the protocols', async () => {
    const material = await loadTlsMaterial({ ...plan, certificate: path('one.crt'), privateKey: path('one.key') });
    expect(material).toMatchObject({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' });
  });

  test.each([
    ['a certificate that is not named', null, 'one.key', 'certificate', /no certificate is named/],
    ['a key that is not named', 'one.crt', null, 'privateKey', /no private key is named/],
    ['a certificate that is missing', 'none', 'one.key', 'certificate', /none" cannot be read/],
    ['a key that is missing', 'one.crt', 'none', 'privateKey', /none" cannot be read/],
    ['a certificate that is none', 'text', 'one.key', 'certificate', /not a PEM certificate/],
    ['a key that is none', 'one.crt', 'text', 'privateKey', /not a PEM key/],
    ['a key of another certificate', 'one.crt', 'other.key', 'privateKey', /does not belong to the certificate/],
  ])('%s: the error names the value in the plan', async (_name, certificate, privateKey, key, message) => {
    const names = { certificate: certificate && path(certificate), privateKey: privateKey && path(privateKey) };
    const error = await loadTlsMaterial({ ...plan, ...names }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'TlsMaterialError', pointer: `/balancing/tls/${key}` });
    expect(String(error)).toMatch(message);
  });

  test('without a protocol are an error too', async () => {
    const files = { certificate: path('one.crt'), privateKey: path('one.key') };
    await expect(loadTlsMaterial({ ...plan, ...files, protocols: [] })).rejects.toMatchObject({
      pointer: '/balancing/tls/protocols',
    });
  });
});

describe('a TLS listener', () => {
  test('serves with a certificate made for development, tells the backend, and marks its cookie Secure', async () => {
    const tlsMaterial = await createDevelopmentTlsMaterial(plan);
    const backend = await startBackend((request, response) => response.end(request.headers['x-forwarded-proto']));
    const { port, url } = await startProxy({
      ports: [backend.port],
      tlsMaterial,
      balancing: { affinity: { ...balancingPlan.affinity, enabled: true } },
    });
    const answer = await ask(port, { ca: tlsMaterial.certificate });
    expect(url).toBe(`https://127.0.0.1:${port}`);
    expect(String(answer.body)).toBe('https');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; Secure/);
  });

  test('speaks only the versions of the plan', async () => {
    const tlsMaterial = await createDevelopmentTlsMaterial({ ...plan, protocols: ['TLSv1.3'] });
    const { port } = await startProxy({ ports: [], tlsMaterial });
    const handshake = (maxVersion: 'TLSv1.2' | 'TLSv1.3') =>
      new Promise((resolve) => {
        const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion });
        socket.once('secureConnect', () => resolve(socket.getProtocol()));
        socket.once('error', () => resolve('refused'));
      });
    expect([await handshake('TLSv1.2'), await handshake('TLSv1.3')]).toEqual(['refused', 'TLSv1.3']);
  });
});
