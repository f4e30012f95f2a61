import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, literalAt, relate, swapValues } from '../common/check.ts';

const kind: DiagnosticKind<[lower: string, is: string, upper: string, most: string, so: string]> = {
  code: 'TSK5185',
  mnemonic: 'W_LIMITS_CROSSED',
  severity: 'warning',
  title: 'Limits the wrong way round',
  message: (lower, is, upper, most, so) => `\`${lower}\` is ${is}, but \`${upper}\` is only ${most}: ${so}.`,
};

interface Pair {
  readonly lower: string;
  readonly upper: string;
  /** What comes of it where the first is above the second. */
  readonly so: string;
  /** Whether the two have changed places, rather than one of them being off. */
  readonly isRange: boolean;
}

const pairs: readonly Pair[] = [
  {
    lower: 'connection_pool.min_size',
    upper: 'connection_pool.max_size',
    so: 'the pool can never hold as many as it should always hold',
    isRange: true,
  },
  {
    lower: 'connection_pool.max_idle',
    upper: 'connection_pool.max_size',
    so: 'so many can never be idle',
    isRange: false,
  },
  {
    lower: 'connection_pool.idle_timeout',
    upper: 'connection_pool.max_lifetime',
    so: 'a connection is closed before it can have been idle so long',
    isRange: false,
  },
  {
    lower: 'retry.initial_delay',
    upper: 'retry.max_delay',
    so: 'every retry waits only as long as the latter',
    isRange: true,
  },
  { lower: 'cache.ttl', upper: 'cache.max_ttl', so: 'no entry lives as long as the default says', isRange: true },
];

/** Settings of one table that bound each other, and do it the wrong way round. */
export const crossedLimits: Check = {
  kinds: [kind],
  *find(context: CheckContext) {
    const { settings } = context;
    for (const { lower, upper, so, isRange } of pairs) {
      const [low, high] = [settings.number([lower], undefined), settings.number([upper], undefined)];
      const [least, most] = [known(low), known(high)];
      if (least === undefined || most === undefined || least <= most) continue;
      // 0 stands for no limit.
      if (low.place === undefined || high.place === undefined || most === 0) continue;
      const [lowText, highText] = [literalAt(context, low.place), literalAt(context, high.place)];
      const fix = isRange ? swapValues(context, low, high) : undefined;
      const facts = [lower, lowText ?? String(least), upper, highText ?? String(most), so] as const;
      yield report(kind, low.place, [...facts], { related: relate([high, 'the upper limit']), fix });
    }
  },
};
