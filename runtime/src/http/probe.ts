import { request } from 'node:http';
import { connect } from 'node:net';
import type { HealthChecksPlan } from '@tsk/schemas/plan';
import type { Probe } from '../backends/health-checker.ts';
import type { ProbeResult } from '../backends/pool.ts';
import type { Instance } from '../instances/instance.ts';

/** Time that a TCP connection may take where health checks are off. */
const CONNECT_TIMEOUT_MS = 2_000;

/** The probe that the plan asks for: GET of its path, or a mere TCP connection where health checks are off. */
export function createProbe(health: HealthChecksPlan): Probe {
  if (!health.enabled) return (instance) => probeTcp(instance, CONNECT_TIMEOUT_MS);
  return (instance) => probeHttp(instance, health.path, health.timeoutMs);
}

/** Passes where the path is answered in time with a status from 200 to 399. Each probe takes a new connection. */
function probeHttp({ host, port }: Instance, path: string, timeoutMs: number): Promise<ProbeResult> {
  const { promise, resolve } = Promise.withResolvers<ProbeResult>();
  const probe = request({ host, port, path, agent: false, headers: { 'user-agent': 'tsk-health-check' } });
  const timer = setTimeout(() => {
    resolve({ ok: false, detail: `no answer in ${timeoutMs} ms` });
    probe.destroy();
  }, timeoutMs);
  probe.once('response', (response) => {
    const { statusCode = 0 } = response;
    resolve(statusCode >= 200 && statusCode < 400 ? { ok: true } : { ok: false, detail: `${path} gave ${statusCode}` });
    response.destroy();
  });
  probe.once('error', (error) => resolve({ ok: false, detail: error.message }));
  probe.once('close', () => clearTimeout(timer));
  probe.end();
  return promise;
}

/** Passes where the port accepts a connection in time. */
function probeTcp({ host, port }: Instance, timeoutMs: number): Promise<ProbeResult> {
  const { promise, resolve } = Promise.withResolvers<ProbeResult>();
  const socket = connect({ host, port });
  const settle = (result: ProbeResult) => {
    clearTimeout(timer);
    resolve(result);
    socket.destroy();
  };
  const timer = setTimeout(() => settle({ ok: false, detail: `no connection in ${timeoutMs} ms` }), timeoutMs);
  socket.once('connect', () => settle({ ok: true }));
  socket.once('error', (error) => settle({ ok: false, detail: error.message }));
  return promise;
}
