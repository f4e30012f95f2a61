/**
 * One candidate in a thread of its own, so that the compiler specialises the loop for this cache alone, as it would in a program
 * that uses one. Each time it is told to, it makes one batch of requests.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { candidates } from './cache-candidates.ts';
import { BATCH, type WorkerOrders } from './cache-speed.ts';

const { name, keyType, requests, results, capacity } = workerData as WorkerOrders;
const candidate = candidates.find((one) => one.name === name);
if (candidate === undefined) throw new Error(`there is no candidate ${name}`);
const cache = await candidate.open(capacity);
const keyCount = requests.reduce((most, key) => Math.max(most, key), 0) + 1;
const keys = Array.from({ length: keyCount }, (_, key) => (keyType === 'string' ? `key ${key}` : key));

let at = 0;
// An order comes as a message: between batches the event loop runs, to which some caches put work off.
parentPort?.on('message', () => {
  const before = process.threadCpuUsage();
  runBatch();
  const { user, system } = process.threadCpuUsage(before);
  Atomics.store(results, 1, user + system);
  Atomics.add(results, 0, 1);
  Atomics.notify(results, 0);
});
// Filled and compiled before it counts.
for (let warmUp = 0; warmUp < requests.length; warmUp += BATCH) runBatch();
parentPort?.postMessage('ready');

function runBatch(): void {
  for (let count = 0; count < BATCH; count += 1) {
    const key = keys[requests[at] ?? 0] ?? 0;
    if (cache.get(key) === undefined) cache.set(key, 1);
    at = at + 1 === requests.length ? 0 : at + 1;
  }
}
