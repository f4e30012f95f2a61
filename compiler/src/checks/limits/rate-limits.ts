import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, relate } from '../common/check.ts';
import { showSignal } from '../common/show.ts';

const idle: DiagnosticKind<[idle: string, of: number, by: string, allows: number]> = {
  code: 'TSK5186',
  mnemonic: 'W_RATE_LIMIT_IDLE',
  severity: 'warning',
  title: 'Rate limit that never counts',
  message: (name, of, by, allows) =>
    `\`${name}\` is ${of}, but \`${by}\` lets no more than ${allows} through in that time: the former never counts.`,
};

const high: DiagnosticKind<[limit: string, max: number, capacity: string]> = {
  code: 'TSK5187',
  mnemonic: 'W_RATE_LIMIT_HIGH',
  severity: 'warning',
  title: 'Rate limit above what can be served',
  message: (limit, max, capacity) =>
    `The limit for all clients together is ${limit}, but by \`[simulation]\` ${max === 1 ? 'the one instance bears' : `all ${max} instances bear`} only ${capacity}: it protects nothing.`,
};

const both: DiagnosticKind<[address: string]> = {
  code: 'TSK5188',
  mnemonic: 'W_ALLOWED_AND_DENIED',
  severity: 'warning',
  title: 'Client that is let through and turned away',
  message: (address) =>
    `\`${address}\` stands in the \`whitelist\` and in the \`blacklist\` of \`rate_limiting\`; remove it from one.`,
};

/** The windows that requests are counted in, from the shortest, with their seconds. */
const windows = [
  ['requests_per_second', 1],
  ['requests_per_minute', 60],
  ['requests_per_hour', 3600],
  ['requests_per_day', 86_400],
] as const;

/** Limits of a rate against each other and against what the instances bear. */
export const rateLimits: Check = {
  kinds: [idle, high, both],
  *find(context: CheckContext): Generator<Diagnostic> {
    if (!context.settings.isWritten('rate_limiting')) return;
    yield* findIdle(context, 'rate_limiting');
    yield* findIdle(context, 'rate_limiting.global');
    yield* findHigh(context);
    yield* findBoth(context);
  },
};

/** A limit is idle where a shorter window lets less through even if it is used up each time, or a longer one does in all. */
function* findIdle({ settings }: CheckContext, table: string): Generator<Diagnostic> {
  const limits = windows.flatMap(([key, seconds]) => {
    const leaf = settings.number([`${table}.${key}`], undefined);
    const limit = known(leaf);
    return limit === undefined || limit <= 0 || leaf.place === undefined ? [] : [{ key, seconds, leaf, limit }];
  });
  for (const { key, seconds, leaf, limit } of limits) {
    const stricter = limits.find(
      (other) => other.key !== key && other.limit * Math.max(1, seconds / other.seconds) < limit,
    );
    if (stricter === undefined || leaf.place === undefined) continue;
    const allows = stricter.limit * Math.max(1, seconds / stricter.seconds);
    const related = relate([stricter.leaf, 'the stricter limit']);
    yield report(idle, leaf.place, [`${table}.${key}`, limit, `${table}.${stricter.key}`, allows], { related });
  }
}

function* findHigh({ settings, plan: { scaling, simulation } }: CheckContext): Generator<Diagnostic> {
  const leaf = settings.number(['rate_limiting.global.requests_per_second'], undefined);
  const { workers, serviceTimeMs } = simulation;
  const [limit, count, time, max] = [known(leaf), known(workers), known(serviceTimeMs), known(scaling.maxInstances)];
  // What one instance can bear is known only where somebody has said it.
  if (workers.place === undefined && serviceTimeMs.place === undefined) return;
  if (limit === undefined || leaf.place === undefined) return;
  if (count === undefined || time === undefined || max === undefined) return;
  const capacity = (count / time) * 1000 * max;
  if (limit <= capacity) return;
  const related = relate([scaling.maxInstances, 'the most instances'], [workers, 'requests at the same time']);
  yield report(high, leaf.place, [showSignal(limit, 'perSecond'), max, showSignal(capacity, 'perSecond')], { related });
}

function* findBoth({ settings }: CheckContext): Generator<Diagnostic> {
  const allowed = settings.strings('rate_limiting.whitelist', []);
  for (const leaf of settings.strings('rate_limiting.blacklist', [])) {
    const address = known(leaf);
    const other = allowed.find((one) => known(one) === address);
    if (address === undefined || other === undefined || leaf.place === undefined) continue;
    yield report(both, leaf.place, [address], { related: relate([other, 'let through here']) });
  }
}
