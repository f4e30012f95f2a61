import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate } from '../common/check.ts';
import { showDuration } from '../common/show.ts';

const kind: DiagnosticKind<[timeout: string, interval: string]> = {
  code: 'TSK5105',
  mnemonic: 'W_HEALTH_TIMEOUT',
  severity: 'warning',
  title: 'Health check that outlasts its interval',
  message: (timeout, interval) =>
    `A health check may take ${timeout}, but the next one is due after ${interval}; make the timeout shorter than the interval.`,
};

/** A probe that is still waiting when the next one is due. */
export const healthTimeout: Check = {
  kinds: [kind],
  *find({ plan }: CheckContext) {
    const { enabled, timeoutMs, intervalMs } = plan.balancing.health;
    const [timeout, interval] = [known(timeoutMs), known(intervalMs)];
    const place = firstPlace(timeoutMs, intervalMs);
    if (!isOn(enabled) || timeout === undefined || interval === undefined || place === undefined) return;
    if (timeout < interval) return;
    yield report(kind, place, [showDuration(timeout), showDuration(interval)], {
      related: relate([intervalMs, 'the interval']),
    });
  },
};
