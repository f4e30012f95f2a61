import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findEvictionPolicy } from '../../../runtime/src/cache/policies/index.ts';

/**
 * Misses of libCacheSim's own test (test_evictionAlgo.c) on its trace cloudPhysicsIO, 113,872 requests for objects of various
 * sizes, at capacities from 128 MiB to 1 GiB in steps of 128 MiB.
 */
const LIBCACHESIM_MISSES: Readonly<Record<string, readonly number[]>> = {
  fifo: [93403, 89386, 84387, 84025, 72498, 72228, 72182, 72140],
  clock: [93313, 89775, 83411, 81328, 74815, 72283, 71927, 64456],
  lru: [93374, 89783, 83572, 81722, 72494, 72104, 71972, 71704],
  sieve: [91699, 86720, 78578, 76707, 69945, 66221, 64445, 64376],
  slru: [89624, 86725, 82781, 80203, 75388, 65645, 59035, 56063],
  arc: [90252, 85861, 78168, 74297, 67381, 65685, 64439, 64772],
  lirs: [89819, 79237, 73143, 70363, 68405, 64494, 58640, 53924],
  s3_fifo: [89307, 82387, 77041, 76791, 71300, 70343, 70455, 70355],
};
const TRACE = new URL('../../../../shared/traces/cache/cloudPhysicsIO_id_size.csv.gz', import.meta.url);
const STEP_BYTES = 128 * 1024 * 1024;

describe.skipIf(!existsSync(TRACE))(
  'misses on a real trace (skipped where the trace is not at hand: it is too large to ship)',
  () => {
    const requests = existsSync(TRACE) ? readRequests() : [];

    it.each(Object.entries(LIBCACHESIM_MISSES))('%s misses exactly as often as in libCacheSim', (name, expected) => {
      expect(expected.map((_, index) => countMisses(name, (index + 1) * STEP_BYTES, requests))).toEqual(expected);
    });
  },
);

type Request = readonly [id: number, bytes: number];

function readRequests(): readonly Request[] {
  const [, ...lines] = gunzipSync(readFileSync(TRACE)).toString().trim().split('\n');
  return lines.map((line) => {
    const [id, bytes] = line.split(',').map(Number);
    return [id ?? Number.NaN, bytes ?? Number.NaN];
  });
}

function countMisses(name: string, maxBytes: number, requests: readonly Request[]): number {
  const policy = findEvictionPolicy(name)?.create<true, number>({ maxEntries: Number.POSITIVE_INFINITY, maxBytes });
  let misses = 0;
  for (const [id, bytes] of requests) {
    if (policy?.get(id) !== undefined) continue;
    misses += 1;
    policy?.put(id, true, bytes);
  }
  return misses;
}
