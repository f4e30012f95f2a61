import type { Outlook, Sample } from './shadow-caches.ts';

/** Something that might be done for a cache. Rates and gains are ratios from 0 to 1. */
export type Advice =
  /** Another eviction policy would hit more often. */
  | { readonly kind: 'policy'; readonly policy: string; readonly hitRate: number; readonly gain: number }
  /** A larger cache would hit more often. */
  | { readonly kind: 'grow'; readonly maxBytes: number; readonly hitRate: number; readonly gain: number }
  /** A smaller cache would hit about as often. */
  | { readonly kind: 'shrink'; readonly maxBytes: number; readonly hitRate: number; readonly loss: number }
  /** A fixed trigger of the plan has fired; what can be done about it, the other advice says, if anything can. */
  | { readonly kind: 'hit-rate-trigger' | 'size-trigger'; readonly value: number; readonly trigger: number };

/** How a cache stands. */
export interface CacheState {
  readonly policy: string;
  readonly maxBytes: number;
  readonly bytes: number;
  /** Of the requests since the last look. */
  readonly hitRate: number;
  readonly hitRateTrigger: number | null;
  readonly sizeTrigger: number | null;
}

/** Fewer requests than these say nothing. */
const FEWEST_REQUESTS = 500;
/** Less is chance. */
const LEAST_GAIN = 0.02;
const LEAST_GAIN_OF_SIZE = 0.05;
const MOST_LOSS = 0.01;

/** What might be done, by what the shadows have seen. The current policy is compared as a shadow, too: like with like. */
export function advise(state: CacheState, { requests, outlooks }: Sample): readonly Advice[] {
  const triggered = findTriggers(state);
  const current = outlooks.find(({ policy, size }) => policy === state.policy && size === 1);
  if (current === undefined || requests < FEWEST_REQUESTS) return triggered;
  return [...triggered, ...advisePolicy(current, outlooks), ...adviseSize(state, current, outlooks)];
}

/** The most that any policy was seen to attain at the size that the cache has; null before there is enough to say. */
export function attainableRate({ requests, outlooks }: Sample): number | null {
  if (requests < FEWEST_REQUESTS) return null;
  return Math.max(...outlooks.filter(({ size }) => size === 1).map(({ hitRate }) => hitRate));
}

function findTriggers({ hitRate, hitRateTrigger, sizeTrigger, bytes, maxBytes }: CacheState): readonly Advice[] {
  const fullness = maxBytes === 0 ? 0 : bytes / maxBytes;
  return [
    ...(hitRateTrigger !== null && hitRate < hitRateTrigger
      ? [{ kind: 'hit-rate-trigger', value: hitRate, trigger: hitRateTrigger } as const]
      : []),
    ...(sizeTrigger !== null && fullness > sizeTrigger
      ? [{ kind: 'size-trigger', value: fullness, trigger: sizeTrigger } as const]
      : []),
  ];
}

function advisePolicy(current: Outlook, outlooks: readonly Outlook[]): readonly Advice[] {
  const [best] = outlooks.filter(({ size }) => size === 1).toSorted((one, other) => other.hitRate - one.hitRate);
  const gain = best === undefined ? 0 : best.hitRate - current.hitRate;
  if (best === undefined || gain < LEAST_GAIN) return [];
  return [{ kind: 'policy', policy: best.policy, hitRate: best.hitRate, gain }];
}

function adviseSize({ maxBytes }: CacheState, current: Outlook, outlooks: readonly Outlook[]): readonly Advice[] {
  const other = outlooks.filter(({ policy, size }) => policy === current.policy && size !== 1);
  return other.flatMap(({ size, hitRate }): readonly Advice[] => {
    const gain = hitRate - current.hitRate;
    if (size > 1 && gain >= LEAST_GAIN_OF_SIZE) return [{ kind: 'grow', maxBytes: maxBytes * size, hitRate, gain }];
    if (size < 1 && gain >= -MOST_LOSS) return [{ kind: 'shrink', maxBytes: maxBytes * size, hitRate, loss: -gain }];
    return [];
  });
}

/** Advice as a sentence. */
export function describeAdvice(advice: Advice): string {
  switch (advice.kind) {
    case 'policy':
      return `The eviction policy ${advice.policy} would raise the hit rate of the response cache by ${points(advice.gain)} to ${percent(advice.hitRate)}.`;
    case 'grow':
      return `A response cache of ${megabytes(advice.maxBytes)} would raise the hit rate by ${points(advice.gain)} to ${percent(advice.hitRate)}.`;
    case 'shrink':
      return `A response cache of ${megabytes(advice.maxBytes)} would do: the hit rate would fall by ${points(Math.max(0, advice.loss))}.`;
    case 'hit-rate-trigger':
      return `The hit rate of the response cache is ${percent(advice.value)}, under the trigger of ${percent(advice.trigger)}.`;
    case 'size-trigger':
      return `The response cache is ${percent(advice.value)} full, over the trigger of ${percent(advice.trigger)}.`;
  }
}

function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(1)} %`;
}

function points(ratio: number): string {
  return `${(100 * ratio).toFixed(1)} points`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toPrecision(3)} MB`;
}
