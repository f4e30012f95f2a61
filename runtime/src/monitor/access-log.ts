import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import type { ServerPlan } from '@tsk/schemas/plan';
import type { Log } from './log.ts';
import type { RequestObservation, RequestObserver } from './observation.ts';

/** A line for each request. */
export interface AccessLog {
  readonly observe: RequestObserver;
  /** Goes over to what another plan says, and opens a file anew that was moved away by a rotation. */
  reopen(plan: AccessLogPlan): void;
  close(): void;
}

type AccessLogPlan = Pick<ServerPlan, 'accessLog' | 'accessLogFormat'>;

/** Opens the access log of a plan, or one that writes nothing. A file that cannot be written costs one warning and nothing else. */
export function openAccessLog(plan: AccessLogPlan, log: Log, stdout: Writable = process.stdout): AccessLog {
  let current = plan;
  let stream = openStream(plan, log, stdout);
  const close = (): void => {
    if (stream !== stdout) stream?.end();
    stream = null;
  };
  return {
    observe(observation) {
      if (stream === null) return;
      const format = current.accessLogFormat === 'json' ? jsonLine : combinedLine;
      stream.write(`${format(observation)}\n`);
    },
    reopen(next) {
      close();
      current = next;
      stream = openStream(next, log, stdout);
    },
    close,
  };
}

function openStream({ accessLog }: AccessLogPlan, log: Log, stdout: Writable): Writable | null {
  if (accessLog === null || accessLog === 'stdout') return accessLog === null ? null : stdout;
  const file = createWriteStream(accessLog, { flags: 'a' });
  file.once('error', (error) => log.warn(`The access log "${accessLog}" cannot be written: ${error.message}.`));
  return file;
}

/** One JSON object: times in milliseconds, `reason` where the request failed inside the runtime. */
function jsonLine(observation: RequestObservation): string {
  const { atMs, clientAddress, method, target, status, bytesSent, durationMs, backendId, cache, failure } = observation;
  return JSON.stringify({
    time: new Date(atMs).toISOString(),
    client: clientAddress,
    method,
    target,
    status,
    bytes: bytesSent,
    durationMs: Math.round(durationMs * 1000) / 1000,
    instance: backendId,
    cache,
    ...(failure === null ? {} : { reason: failure }),
  });
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The combined log format of Apache; referrer and user agent are not known here and stand as `-`. Times are UTC. */
function combinedLine({ atMs, clientAddress, method, target, status, bytesSent }: RequestObservation): string {
  const [, year, month = '1', day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(new Date(atMs).toISOString()) ?? [];
  const request = `${method} ${target} HTTP/1.1`.replaceAll(/["\\]/g, '\\$&');
  const at = `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`;
  return `${clientAddress} - - [${at}] "${request}" ${status} ${bytesSent} "-" "-"`;
}
