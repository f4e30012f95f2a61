import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Candidate, candidates, isInstalled } from './cache-candidates.ts';
import { zipfRequests } from './cache-keys.ts';
import { type BenchRow, median } from './harness.ts';

/** Requests that a worker makes at a time. */
export const BATCH = 50_000;

/** What a worker is told when it starts. */
export interface WorkerOrders {
  readonly name: string;
  readonly keyType: 'string' | 'integer';
  readonly capacity: number;
  /** Numbers of the keys, shared by all workers. */
  readonly requests: Int32Array;
  /** How many batches are done, and the microseconds of processor time that the last one took. */
  readonly results: Int32Array<SharedArrayBuffer>;
}

const KEYS = 100_000;
const CAPACITY = 10_000;
const REQUESTS = 1_000_000;
const ROUNDS = 30;
const LONGEST_BATCH_MS = 60_000;

/** Which of ours is compared with which others: those with the same aim. */
const COMPARISONS = [
  ['lru', ['lru-cache', 'mnemonist', 'lru.min', 'cacheable']],
  ['sieve', ['@neophi/sieve-cache', 'lru-cache']],
  ['w_tinylfu', ['transitory', 'lru-cache']],
  ['adaptive_w_tinylfu', ['transitory', 'lru-cache']],
] as const;

/** Get-or-set with Zipf-distributed keys: all candidates in turns, each in a thread of its own, of which one runs at a time. */
export async function measureSpeed(): Promise<readonly BenchRow[]> {
  const requests = zipfRequests(KEYS, 1, REQUESTS);
  const rows: BenchRow[] = [];
  for (const keyType of ['string', 'integer'] as const) {
    const speeds = await raceWith(keyType, requests);
    for (const [name, others] of COMPARISONS) {
      const peers = others.flatMap((other) => (other in speeds ? [[other, speeds[other] ?? Number.NaN]] : []));
      rows.push({
        metric: `get or set, ${keyType} keys, ${name}`,
        unit: 'M/s',
        ours: speeds[name] ?? Number.NaN,
        peers: Object.fromEntries(peers),
      });
    }
  }
  return rows;
}

/** Millions of requests per second of processor time, by candidate: so other programs on the machine disturb little. */
async function raceWith(keyType: WorkerOrders['keyType'], requests: Int32Array): Promise<Record<string, number>> {
  const runners = await Promise.all(
    candidates.filter(isInstalled).map((candidate) => startRunner(candidate, keyType, requests)),
  );
  for (let round = 0; round < ROUNDS; round += 1) for (const { runBatch, samples } of runners) samples.push(runBatch());
  await Promise.all(runners.map(({ worker }) => worker.terminate()));
  return Object.fromEntries(runners.map(({ name, samples }) => [name, BATCH / median(samples)]));
}

async function startRunner({ name }: Candidate, keyType: WorkerOrders['keyType'], requests: Int32Array) {
  const results = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const orders: WorkerOrders = { name, keyType, capacity: CAPACITY, requests, results };
  const worker = new Worker(new URL('./cache-worker.ts', import.meta.url), { workerData: orders });
  await once(worker, 'message');
  const runBatch = (): number => {
    const before = Atomics.load(results, 0);
    worker.postMessage('run');
    if (Atomics.wait(results, 0, before, LONGEST_BATCH_MS) === 'timed-out') throw new Error(`${name} does not answer`);
    return Atomics.load(results, 1);
  };
  return { name, worker, runBatch, samples: [] as number[] };
}
