import { afterEach, describe, expect, test } from 'vitest';
import { createProbe } from '../../../runtime/src/http/probe.ts';
import { balancingPlan, instance, startBackend, stopAll } from './support.ts';

afterEach(stopAll);

const health = { ...balancingPlan.health, path: '/health', timeoutMs: 100 };

describe('a health probe', () => {
  test.each([
    [200, { ok: true }],
    [204, { ok: true }],
    [302, { ok: true }],
    [404, { ok: false, detail: '/health gave 404' }],
    [503, { ok: false, detail: '/health gave 503' }],
  ])('judges the status %i', async (status, expected) => {
    const backend = await startBackend((request, response) => {
      response.writeHead(request.url === '/health' ? status : 500).end();
    });
    expect(await createProbe(health)(instance('a', backend.port))).toEqual(expected);
  });

  test('fails when the answer does not come in time', async () => {
    const backend = await startBackend(() => undefined);
    expect(await createProbe(health)(instance('a', backend.port))).toEqual({
      ok: false,
      detail: 'no answer in 100 ms',
    });
  });

  test.each([true, false])('fails when nobody listens, health checks %s', async (enabled) => {
    const backend = await startBackend(() => undefined);
    backend.kill();
    const result = await createProbe({ ...health, enabled })(instance('a', backend.port));
    expect(result).toMatchObject({ ok: false, detail: expect.stringMatching(/ECONNREFUSED/) });
  });

  test('is a mere connection where health checks are off', async () => {
    const backend = await startBackend(() => undefined);
    expect(await createProbe({ ...health, enabled: false })(instance('a', backend.port))).toEqual({ ok: true });
  });

  test('is a mere connection where the plan says so', async () => {
    const backend = await startBackend((_, response) => response.writeHead(500).end());
    expect(await createProbe({ ...health, type: 'tcp' })(instance('a', backend.port))).toEqual({ ok: true });
  });

  test.each([
    [{ expectedStatus: '500, 503-504' }, { ok: true }],
    [{ expectedStatus: '200-299' }, { ok: false, detail: '/health gave 503' }],
    [{ expectedStatus: '503', expectedHeader: 'X-State: read' }, { ok: true }],
    [
      { expectedStatus: '503', expectedHeader: 'x-state: busy' },
      { ok: false, detail: '/health has x-state: ready' },
    ],
    [
      { expectedStatus: '503', expectedHeader: 'x-other: busy' },
      { ok: false, detail: '/health has no field x-other' },
    ],
    [{ expectedStatus: '503', expectedBody: 'well' }, { ok: true }],
    [
      { expectedStatus: '503', expectedBody: 'ill' },
      { ok: false, detail: '/health does not have the expected text' },
    ],
  ])('expects %j', async (expected, result) => {
    const backend = await startBackend((_, response) => {
      response.writeHead(503, { 'x-state': 'ready' }).end('all is well');
    });
    expect(await createProbe({ ...health, ...expected })(instance('a', backend.port))).toEqual(result);
  });
});
