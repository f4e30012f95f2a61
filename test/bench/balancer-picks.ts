/**
 * What it costs to choose an instance: nanoseconds of processor time for a pick of each algorithm among 10, 100 and 1,000 instances,
 * how far the shares are from what the weights ask for, and how many keys move when an instance leaves. `--json`.
 */
import type { Balancer, BalancerKind, Candidate, PickContext } from '../../runtime/src/balance/balancer.ts';
import { balancers } from '../../runtime/src/balance/index.ts';
import { type BenchRow, printRows, timeInTurns } from './harness.ts';

const SIZES = [10, 100, 1_000] as const;
const KEYS = 100_000;
const hashing: readonly string[] = ['ip_hash', 'ring_hash', 'maglev'];

/** Chance that is the same in every run: the generator of Park and Miller. */
function seeded(): () => number {
  let state = 42;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function instances(count: number): Candidate[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `process-${index + 1}`,
    weight: 1,
    inFlight: index % 7,
    latencyMs: 10 + (index % 5),
  }));
}

const contexts: readonly PickContext[] = Array.from({ length: 1_024 }, (_, index) => ({
  clientAddress: `10.0.${index >> 8}.${index & 255}`,
}));

/** Nanoseconds for a pick, by algorithm; a call is a thousand of them. */
function measurePicks(count: number): Record<string, number> {
  const candidates = instances(count);
  const calls = balancers.map((kind) => {
    const balancer = kind.create(seeded());
    return [
      kind.name,
      () => {
        for (const context of contexts) balancer.pick(candidates, context);
      },
    ] as const;
  });
  const times = timeInTurns(Object.fromEntries(calls), { rounds: 5, sliceMs: 30, warmUpMs: 100 });
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, (ms * 1e6) / contexts.length]));
}

const key = (index: number): PickContext => ({ clientAddress: `key-${index}` });

/** The instance of each key, with nothing in flight. */
function placeKeys(balancer: Balancer, candidates: readonly Candidate[]): string[] {
  return Array.from({ length: KEYS }, (_, index) => balancer.pick(candidates, key(index))?.id ?? '');
}

/** How far the largest share is above its own, with ten idle instances: 0.05 is a twentieth. */
function measureSkew(kind: BalancerKind): number {
  const candidates = instances(10).map((candidate) => ({ ...candidate, inFlight: 0, latencyMs: 10 }));
  const counts = Map.groupBy(placeKeys(kind.create(seeded()), candidates), (id) => id);
  return Math.max(...[...counts.values()].map(({ length }) => length)) / (KEYS / candidates.length) - 1;
}

/** Keys that change their instance when one of ten leaves, as a multiple of those that have to. */
function measureMoves(kind: BalancerKind): number {
  const candidates = instances(10).map((candidate) => ({ ...candidate, inFlight: 0 }));
  const before = placeKeys(kind.create(seeded()), candidates);
  const after = placeKeys(kind.create(seeded()), candidates.slice(1));
  return before.filter((id, index) => id !== after[index]).length / (KEYS / candidates.length);
}

const rows: BenchRow[] = SIZES.flatMap((count) =>
  Object.entries(measurePicks(count)).map(([name, ours]) => ({
    metric: `${name}, ${count} instances`,
    unit: 'ns',
    ours,
    peers: {},
  })),
);
for (const kind of balancers) {
  rows.push({ metric: `${kind.name}, largest share above its own`, unit: 'of it', ours: measureSkew(kind), peers: {} });
}
for (const kind of balancers.filter(({ name }) => hashing.includes(name))) {
  rows.push({ metric: `${kind.name}, keys moved`, unit: '× k/n', ours: measureMoves(kind), peers: {} });
}
printRows(rows);
