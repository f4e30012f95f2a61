import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, relate } from '../common/check.ts';

const stuck: DiagnosticKind<[successes: number, calls: number]> = {
  code: 'TSK5189',
  mnemonic: 'W_BREAKER_STUCK',
  severity: 'warning',
  title: 'Circuit breaker that cannot close',
  message: (successes, calls) =>
    `The circuit breaker closes after ${successes} calls that succeed, but lets only ${calls} through while it tries: it cannot close.`,
};

const flat: DiagnosticKind<[multiplier: number]> = {
  code: 'TSK5190',
  mnemonic: 'W_BACKOFF_FLAT',
  severity: 'warning',
  title: 'Exponential waiting that does not grow',
  message: (multiplier) =>
    `The waiting time is to grow exponentially, but \`backoff_multiplier\` is ${multiplier}: it ${multiplier < 1 ? 'shrinks' : 'stays the same'}.`,
};

const nowhere: DiagnosticKind<[channel: string, key: string]> = {
  code: 'TSK5191',
  mnemonic: 'W_CHANNEL_OPEN',
  severity: 'warning',
  title: 'Alerts without a destination',
  message: (channel, key) => `Alerts are to go to "${channel}", but \`alerting.${key}\` is not written.`,
};

/** What each channel needs to know. */
const destinations: ReadonlyMap<string, string> = new Map([
  ['email', 'email_recipients'],
  ['slack', 'slack_webhook'],
  ['webhook', 'webhook_url'],
]);

/** Circuit breakers, retries and alerts that cannot do what they are there for. */
export const resilience: Check = {
  kinds: [stuck, flat, nowhere],
  *find({ settings }: CheckContext): Generator<Diagnostic> {
    const successes = settings.number(['circuit_breaker.success_threshold'], undefined);
    const calls = settings.number(['circuit_breaker.half_open_max_calls'], undefined);
    const [needed, tried] = [known(successes), known(calls)];
    if (needed !== undefined && tried !== undefined && needed > tried && successes.place !== undefined) {
      yield report(stuck, successes.place, [needed, tried], { related: relate([calls, 'the calls it lets through']) });
    }
    const multiplier = settings.number(['retry.backoff_multiplier'], undefined);
    const backoff = settings.string(['retry.backoff'], undefined);
    const factor = known(multiplier);
    if (factor !== undefined && factor <= 1 && known(backoff) === 'exponential' && multiplier.place !== undefined) {
      yield report(flat, multiplier.place, [factor], { related: relate([backoff, 'the way of waiting']) });
    }
    for (const leaf of settings.strings('alerting.channels', [])) {
      const channel = known(leaf);
      const key = channel === undefined ? undefined : destinations.get(channel);
      if (channel === undefined || key === undefined || settings.isWritten(`alerting.${key}`)) continue;
      if (leaf.place !== undefined) yield report(nowhere, leaf.place, [channel, key]);
    }
  },
};
