import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import type { HealthChecksPlan } from '@tsk/schemas/plan';
import type { Probe } from '../backends/health-checker.ts';
import type { ProbeResult } from '../backends/pool.ts';
import type { Instance } from '../instances/instance.ts';

/** Time that a TCP connection may take where health checks are off. */
const CONNECT_TIMEOUT_MS = 2_000;

/** As much of a body as is searched for the text that the plan expects. */
const MOST_BODY_LENGTH = 65_536;

/** The probe that the plan asks for: GET of its path, or a mere TCP connection, as where health checks are off. */
export function createProbe(health: HealthChecksPlan): Probe {
  if (!health.enabled) return (instance) => probeTcp(instance, CONNECT_TIMEOUT_MS);
  if (health.type === 'tcp') return (instance) => probeTcp(instance, health.timeoutMs);
  const isGood = createStatusCheck(health.expectedStatus);
  return (instance) => probeHttp(instance, health, isGood);
}

/** Passes where the path is answered in time as the plan expects. Each probe takes a new connection. */
function probeHttp(
  { host, port }: Instance,
  { path, timeoutMs, expectedHeader, expectedBody }: HealthChecksPlan,
  isGood: (status: number) => boolean,
): Promise<ProbeResult> {
  const { promise, resolve } = Promise.withResolvers<ProbeResult>();
  const probe = request({ host, port, path, agent: false, headers: { 'user-agent': 'tsk-health-check' } });
  const timer = setTimeout(() => {
    resolve({ ok: false, detail: `no answer in ${timeoutMs} ms` });
    probe.destroy();
  }, timeoutMs);
  probe.once('response', (response) => {
    const { statusCode = 0 } = response;
    const problem = isGood(statusCode) ? findFieldProblem(response.headers, expectedHeader) : `gave ${statusCode}`;
    if (problem === undefined && expectedBody !== null) return searchBody(response, path, expectedBody, resolve);
    resolve(problem === undefined ? { ok: true } : { ok: false, detail: `${path} ${problem}` });
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

/** Reads statuses such as `200-299, 304`. */
function createStatusCheck(expected: string): (status: number) => boolean {
  const ranges = expected.split(',').map((range) => {
    const [first = '', last = first] = range.trim().split('-');
    return { first: Number(first), last: Number(last) };
  });
  return (status) => ranges.some(({ first, last }) => status >= first && status <= last);
}

/** What is wrong with a field that should be there as `name: text`; undefined of nothing. */
function findFieldProblem(headers: IncomingHttpHeaders, expected: string | null): string | undefined {
  if (expected === null) return undefined;
  const colon = expected.indexOf(':');
  const name = expected.slice(0, colon).trim().toLowerCase();
  const text = expected.slice(colon + 1).trim();
  const value = headers[name];
  if (value === undefined) return `has no field ${name}`;
  return String(value).includes(text) ? undefined : `has ${name}: ${String(value)}`;
}

/** Passes as soon as the text has come. */
function searchBody(
  response: IncomingMessage,
  path: string,
  expected: string,
  resolve: (result: ProbeResult) => void,
): void {
  let text = '';
  const settle = (result: ProbeResult): void => {
    resolve(result);
    response.destroy();
  };
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
    if (text.includes(expected)) settle({ ok: true });
    else if (text.length > MOST_BODY_LENGTH) settle({ ok: false, detail: `${path} does not begin with the text` });
  });
  response.once('end', () => settle({ ok: false, detail: `${path} does not have the expected text` }));
  response.once('error', (error) => settle({ ok: false, detail: error.message }));
}
