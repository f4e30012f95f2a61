import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known, type Leaf } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, relate, replaceValue } from '../common/check.ts';
import { showDuration, writeDuration } from '../common/show.ts';

const drain: DiagnosticKind<[drain: string, request: string]> = {
  code: 'TSK5164',
  mnemonic: 'W_DRAIN_SHORT',
  severity: 'warning',
  title: 'Draining shorter than a request',
  message: (time, request) =>
    `An instance that is removed has ${time} to finish its requests, but a request may take ${request}: longer ones are cut off.`,
};

const shutdown: DiagnosticKind<[shutdown: string, request: string]> = {
  code: 'TSK5165',
  mnemonic: 'W_SHUTDOWN_SHORT',
  severity: 'warning',
  title: 'Shutdown shorter than a request',
  message: (time, request) =>
    `The runtime stops after ${time}, but a request may take ${request}: longer ones are cut off.`,
};

const endless: DiagnosticKind<[]> = {
  code: 'TSK5166',
  mnemonic: 'W_REQUEST_ENDLESS',
  severity: 'warning',
  title: 'Requests that wait for ever',
  message: () =>
    'A `request_timeout` of 0 waits for ever: requests to an instance that hangs pile up until clients give up.',
};

/** Times that cut requests off, or that never end them. */
export const timeOuts: Check = {
  kinds: [drain, shutdown, endless],
  *find({ plan: { server, service } }: CheckContext): Generator<Diagnostic> {
    const { requestTimeoutMs } = server;
    const request = known(requestTimeoutMs);
    if (request === 0 && requestTimeoutMs.place !== undefined) yield report(endless, requestTimeoutMs.place, []);
    if (request === undefined || request === 0) return;
    const isRun = known(service.provider) === 'process';
    const drained = isRun ? compare(drain, service.drainTimeoutMs, requestTimeoutMs, request) : undefined;
    const stopped = compare(shutdown, server.shutdownTimeoutMs, requestTimeoutMs, request);
    if (drained !== undefined) yield drained;
    // A long request time-out alone is one thing to say, not two.
    const isSaid = drained !== undefined && server.shutdownTimeoutMs.place === undefined;
    if (stopped !== undefined && !isSaid) yield stopped;
  },
};

function compare(
  kind: typeof drain,
  leaf: Leaf<number>,
  requestLeaf: Leaf<number>,
  request: number,
): Diagnostic | undefined {
  const time = known(leaf);
  const place = firstPlace(leaf, requestLeaf);
  // How long requests of this service take is known only where somebody has said it.
  if (time === undefined || time >= request || place === undefined || requestLeaf.place === undefined) return undefined;
  const severity = leaf.place === undefined ? 'info' : 'warning';
  const related = relate([requestLeaf, 'the time that a request may take']);
  const fix = leaf.place === undefined ? undefined : replaceValue(leaf.place, writeDuration(request));
  return report(kind, place, [showDuration(time), showDuration(request)], { related, severity, fix });
}
