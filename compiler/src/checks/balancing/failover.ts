import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOff, isOn, relate, switchOn } from '../common/check.ts';
import { showDuration } from '../common/show.ts';

const slow: DiagnosticKind<[detect: string, timeout: string]> = {
  code: 'TSK5155',
  mnemonic: 'W_FAILOVER_SLOW',
  severity: 'warning',
  title: 'Failover slower than a request waits',
  message: (detect, timeout) =>
    `By health checks alone, an instance that hangs is taken out only after up to ${detect}, but a request waits no longer than ${timeout}: until then requests to it fail.`,
};

const unguarded: DiagnosticKind<[]> = {
  code: 'TSK5156',
  mnemonic: 'W_AFFINITY_UNGUARDED',
  severity: 'warning',
  title: 'Sessions that stick to whatever has failed',
  message: () =>
    'Sessions stick to their instance, but no health checks find out that it hangs: its clients get errors as long as it does.',
};

/** Time between two probes of an instance that has failed one: the runtime does not wait for the interval then. */
const failingIntervalMs = 1000;

/** How long an instance that hangs goes on receiving requests. */
export const failover: Check = {
  kinds: [slow, unguarded],
  *find(context: CheckContext): Generator<Diagnostic> {
    const { balancing, server } = context.plan;
    const { health, affinity } = balancing;
    if (isOff(balancing.enabled)) return;
    if (isOn(affinity.enabled) && isOff(health.enabled)) {
      const place = firstPlace(health.enabled, affinity.enabled, affinity.method);
      const related = relate([affinity.enabled, 'sessions stick']);
      const fix = switchOn(context, health.enabled);
      if (place !== undefined) yield report(unguarded, place, [], { related, fix });
    }
    const [interval, timeout, threshold] = [
      known(health.intervalMs),
      known(health.timeoutMs),
      known(health.unhealthyThreshold),
    ];
    const patience = known(server.requestTimeoutMs);
    const place = firstPlace(health.unhealthyThreshold, health.intervalMs, health.timeoutMs);
    if (!isOn(health.enabled) || place === undefined || patience === undefined || patience === 0) return;
    if (interval === undefined || timeout === undefined || threshold === undefined || timeout >= interval) return;
    const detect = interval + threshold * timeout + (threshold - 1) * Math.min(interval, failingIntervalMs);
    if (detect <= patience) return;
    const related = relate(
      [health.intervalMs, 'the interval'],
      [health.timeoutMs, 'the time that a probe waits'],
      [server.requestTimeoutMs, 'the time that a request waits'],
    );
    // Against a time that nobody has written it is only worth knowing.
    const severity = server.requestTimeoutMs.place === undefined ? 'info' : 'warning';
    yield report(slow, place, [showDuration(detect), showDuration(patience)], { related, severity });
  },
};
