import { defaultEvictionPolicy, evictionPolicies } from '../../runtime/src/cache/policies/index.ts';
import type { EvictionPolicyKind } from '../../runtime/src/cache/policies/policy.ts';
import { readTraces, type Trace } from './cache-traces.ts';
import type { BenchRow } from './harness.ts';

const SHARES = [0.01, 0.1] as const;

/** Hit rates in percent, by policy, of one trace in a cache for so many objects. */
export interface HitRates {
  readonly trace: string;
  readonly capacity: number;
  readonly rates: Readonly<Record<string, number>>;
}

/** How a policy does over all traces and sizes, in percentage points of the hit rate. */
export interface Standing {
  readonly policy: string;
  /** Behind the best policy of each trace and size. */
  readonly meanRegret: number;
  readonly mostRegret: number;
  /** Ahead of LRU: on the mean, and where it does worst. */
  readonly meanGain: number;
  readonly worstGain: number;
}

/** Runs every policy over every trace at hand, with room for 1 % and 10 % of its objects. */
export function measureHitRates(): { readonly table: readonly HitRates[]; readonly absent: readonly string[] } {
  const { traces, absent } = readTraces();
  const table = traces.flatMap((trace) =>
    SHARES.map((share) => {
      const capacity = Math.max(1, Math.round(trace.objects * share));
      const rates = evictionPolicies.map((kind) => [kind.name, hitRate(kind, trace, capacity)]);
      return { trace: trace.name, capacity, rates: Object.fromEntries(rates) };
    }),
  );
  return { table, absent };
}

/** Compares the policies over the whole table. */
export function rank(table: readonly HitRates[]): readonly Standing[] {
  const standings = evictionPolicies.map(({ name }) => {
    const regrets = table.map(({ rates }) => Math.max(...Object.values(rates)) - (rates[name] ?? 0));
    const gains = table.map(({ rates }) => (rates[name] ?? 0) - (rates['lru'] ?? 0));
    return {
      policy: name,
      meanRegret: mean(regrets),
      mostRegret: Math.max(...regrets),
      meanGain: mean(gains),
      worstGain: Math.min(...gains),
    };
  });
  return standings.toSorted((one, other) => one.meanRegret - other.meanRegret);
}

/** The same as rows of a benchmark, with the default policy as ours. */
export function toRows(table: readonly HitRates[], standings: readonly Standing[]): readonly BenchRow[] {
  const row = (metric: string, unit: string, figures: Readonly<Record<string, number>>): BenchRow => {
    const { [defaultEvictionPolicy.name]: ours = Number.NaN, ...peers } = figures;
    return { metric, unit, ours, peers };
  };
  const by = (figure: 'meanRegret' | 'mostRegret' | 'meanGain' | 'worstGain'): Record<string, number> =>
    Object.fromEntries(standings.map((standing) => [standing.policy, standing[figure]]));
  return [
    ...table.map(({ trace, capacity, rates }) => row(`hit rate, ${trace}, ${capacity} entries`, '%', rates)),
    row('mean regret to the best policy', 'points', by('meanRegret')),
    row('largest regret to the best policy', 'points', by('mostRegret')),
    row('mean gain over LRU', 'points', by('meanGain')),
    row('smallest gain over LRU', 'points', by('worstGain')),
  ];
}

/** Prints the table, and below it how the policies stand. */
export function printHitRates(table: readonly HitRates[], standings: readonly Standing[]): void {
  const names = evictionPolicies.map(({ name }) => name);
  const head = names.map((name) => shorten(name).padStart(9)).join('');
  console.log(`\nHit rate, %${' '.repeat(11)}${head}`);
  for (const { trace, capacity, rates } of table) {
    const figures = names.map((name) => (rates[name] ?? Number.NaN).toFixed(1).padStart(9)).join('');
    console.log(`${trace.padEnd(15)}${String(capacity).padStart(7)}${figures}`);
  }
  console.log('\nPoints of hit rate     behind the best: mean, most   ahead of LRU: mean, least');
  for (const { policy, meanRegret, mostRegret, meanGain, worstGain } of standings) {
    const figures = [meanRegret, mostRegret, meanGain, worstGain].map((figure) => figure.toFixed(2).padStart(12));
    console.log(`${policy.padEnd(22)}${figures.join('')}`);
  }
}

function shorten(name: string): string {
  return name.replace('adaptive_', 'ad_').replace('tinylfu', 'tlfu');
}

function hitRate(kind: EvictionPolicyKind, { requests }: Trace, maxEntries: number): number {
  const policy = kind.create<true, number>({ maxEntries, maxBytes: Number.POSITIVE_INFINITY });
  let hits = 0;
  for (const object of requests) {
    if (policy.get(object) === undefined) policy.put(object, true, 1);
    else hits += 1;
  }
  return (100 * hits) / requests.length;
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
