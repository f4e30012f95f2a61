import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it } from 'vitest';
import { driveLoad, type LoadOptions, type LoadSummary, type LoadTick } from '../../../runtime/src/demo/load-driver.ts';
import { nextPath, repeatableRandom, zipfRank } from '../../../runtime/src/demo/mix.ts';
import { type LoadPhase, loadPhases, phaseAt } from '../../../runtime/src/demo/phases.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const phases: readonly LoadPhase[] = [
  { name: 'warm-up', share: 0.5, concurrency: 2, workShare: 0.5, workMs: 7, workCpuMs: 1, pauseMs: 5 },
  { name: 'peak', share: 0.5, concurrency: 6, workShare: 1, workMs: 9, workCpuMs: 0, pauseMs: 0 },
];

function drive(url: string, options: Partial<LoadOptions> = {}): Promise<LoadSummary> {
  return driveLoad({
    url,
    durationMs: 400,
    signal: new AbortController().signal,
    onTick: () => undefined,
    phases,
    ...options,
  });
}

describe('the load of the demonstration', () => {
  it('has phases that fill the duration', () => {
    expect(loadPhases.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect([0, 0.149, 0.151, 0.599, 0.601, 1, 2].map((share) => phaseAt(loadPhases, share).name)).toEqual([
      'warm-up',
      'warm-up',
      'peak',
      'peak',
      'cool-down',
      'cool-down',
      'cool-down',
    ]);
  });

  it.each([
    [2, 238, 0.61],
    [3, 158, 0.38],
  ])(
    'makes %i instances take %i ms at its peak, which scores %f, with the processor at 40 %%',
    (instances, ms, score) => {
      const peak = loadPhases.find(({ name }) => name === 'peak');
      if (peak === undefined) throw new Error('no peak');
      const perInstance = 4 / ((peak.workMs + peak.workCpuMs) / 1000);
      const realMs = (peak.concurrency / (instances * perInstance)) * 1000;
      expect(Math.round(realMs)).toBe(ms);
      expect((0.1 * (realMs * 60 - 2000)) / 2000).toBeCloseTo(score, 1);
      expect((perInstance * peak.workCpuMs) / 1000).toBeCloseTo(0.4);
    },
  );

  it('asks for few paths often and for many rarely', () => {
    const random = repeatableRandom(1);
    const counts = Array.from({ length: 200 }, () => 0);
    for (let draw = 0; draw < 50_000; draw += 1) {
      const rank = zipfRank(random());
      counts[rank] = (counts[rank] ?? 0) + 1;
    }
    const share = (from: number, to: number): number =>
      counts.slice(from, to).reduce((sum, count) => sum + count, 0) / 50_000;
    // The harmonic numbers of 10 and 200 are 2.929 and 5.878.
    expect(share(0, 10)).toBeCloseTo(2.929 / 5.878, 2);
    expect([zipfRank(0), zipfRank(0.999_999)]).toEqual([0, 199]);
  });

  it('asks for work as often as its phase says, and the same in every run', () => {
    const [phase] = phases;
    if (phase === undefined) throw new Error('no phase');
    const draw = (): string[] => {
      const random = repeatableRandom(3);
      return Array.from({ length: 1000 }, () => nextPath(phase, random));
    };
    const paths = draw();
    const work = paths.filter((path) => path === '/work?ms=7&cpu=1').length;
    expect(work).toBeGreaterThan(430);
    expect(work).toBeLessThan(570);
    expect(paths).toEqual(draw());
  });
});

describe('the load driver', () => {
  it('asks with as many clients at a time as the phase has, over connections that it keeps', async () => {
    const sockets = new Set<unknown>();
    const most = { '/static': 0, '/work?ms=9&cpu=0': 0 };
    let now = 0;
    const url = await serve((request, response) => {
      sockets.add(request.socket);
      now += 1;
      if (request.url === '/work?ms=9&cpu=0') most['/work?ms=9&cpu=0'] = Math.max(most['/work?ms=9&cpu=0'], now);
      else most['/static'] = Math.max(most['/static'], now);
      setTimeout(() => {
        now -= 1;
        response.end('ok');
      }, 5);
    });
    const summary = await drive(url, { durationMs: 1_500 });
    expect(most).toEqual({ '/static': 2, '/work?ms=9&cpu=0': 6 });
    expect(sockets.size).toBeLessThanOrEqual(6);
    expect(summary.requests).toBeGreaterThan(6);
    expect(summary).toMatchObject({ errors: 0, endedBy: 'time' });
    expect(summary.requestsPerSecond).toBeCloseTo(summary.requests / (summary.durationMs / 1000));
  });

  it('measures from the request to the last byte', async () => {
    const url = await serve((_, response) => {
      response.write('first');
      setTimeout(() => response.end('last'), 30);
    });
    const { latencyMs } = await drive(url);
    expect(latencyMs.p50).toBeGreaterThanOrEqual(29);
    expect(latencyMs.p50).toBeLessThanOrEqual(latencyMs.p95);
    expect(latencyMs.p95).toBeLessThanOrEqual(latencyMs.p99);
    expect(latencyMs.p99).toBeLessThanOrEqual(latencyMs.max);
  });

  it.each<[string, RequestListener, boolean]>([
    ['a status from 500', (_, response) => void response.writeHead(503).end(), true],
    [
      'a body that breaks off',
      (_, response) => void response.writeHead(200, { 'Content-Length': '9' }).write('x', () => response.destroy()),
      true,
    ],
    ['a connection that breaks', (request) => void request.socket.destroy(), true],
    ['no status below 500', (_, response) => void response.writeHead(404).end(), false],
  ])('counts %s as an error', async (_, listener, isError) => {
    let slow: ReturnType<typeof setTimeout> | undefined;
    const url = await serve((request, response) => {
      slow = setTimeout(() => listener(request, response), 5);
    });
    const { requests, errors } = await drive(url, { durationMs: 400 });
    clearTimeout(slow);
    expect(requests).toBeGreaterThan(0);
    expect(errors).toBe(isError ? requests : 0);
  });

  it('counts every request against a service that is not there as an error', async () => {
    const url = await serve(() => undefined);
    server?.close();
    const { requests, errors, latencyMs } = await drive(url, {
      durationMs: 400,
      phases: [{ ...phases[0], share: 1, pauseMs: 10 } as LoadPhase],
    });
    expect(requests).toBeGreaterThan(0);
    expect([errors, latencyMs.max]).toEqual([requests, 0]);
  });

  it('takes the certificate of this machine as it is', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
    const secure = createTlsServer({ key, cert }, (_, response) => void response.end());
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const { requests, errors } = await drive(`https://localhost:${(secure.address() as AddressInfo).port}`);
    secure.closeAllConnections();
    secure.close();
    expect(requests).toBeGreaterThan(0);
    expect(errors).toBe(0);
  });

  it('tells how it goes, the last time at the end', async () => {
    const ticks: LoadTick[] = [];
    const url = await serve((_, response) => void response.end());
    const summary = await drive(url, { durationMs: 1200, onTick: (tick) => ticks.push(tick) });
    expect(ticks.map(({ phase }) => phase)).toEqual(['warm-up', 'peak', 'peak']);
    expect(ticks.at(-1)).toMatchObject({ requests: summary.requests, errors: 0 });
    expect(ticks[1]?.requestsPerSecond).toBeGreaterThan(0);
  });

  it('ends when it is told to, without counting what it cut short', async () => {
    const stop = new AbortController();
    const url = await serve(() => setTimeout(() => stop.abort(), 50));
    const summary = await drive(url, { durationMs: 60_000, signal: stop.signal });
    expect(summary).toMatchObject({ requests: 0, errors: 0, endedBy: 'signal' });
    expect(summary.durationMs).toBeLessThan(5_000);
  });

  it.each([
    'http://example.com',
    'https://192.168.0.1:8443',
    'http://127.0.0.1.example.com',
    'ftp://localhost',
    'localhost:8080',
    'nonsense',
  ])('refuses to load %s', async (url) => {
    await expect(drive(url)).rejects.toMatchObject({ name: 'LoadTargetError' });
  });
});
