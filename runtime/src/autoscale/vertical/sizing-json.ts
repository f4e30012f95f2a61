import type { DecayingHistogram } from './decaying-histogram.ts';
import type { UsageMemory } from './usage-memory.ts';

/** No histogram has more buckets. */
const MOST_BUCKETS = 1000;

/** What was remembered of use, from a value that was saved as JSON, with its times moved by `time`; null where it is none. */
export function readUsageMemory(value: unknown, time: (atMs: number) => number): UsageMemory | null {
  if (!isRecord(value)) return null;
  const { firstMs, samples, peaks } = value;
  const cpu = readHistogram(value['cpu'], time);
  const memory = readHistogram(value['memory'], time);
  if (cpu === null || memory === null || !isNumber(firstMs) || !isNumber(samples) || !Array.isArray(peaks)) return null;
  return {
    cpu,
    memory,
    peaks: peaks.flatMap((peak: unknown) => readPeak(peak, time)),
    firstMs: time(firstMs),
    samples: Math.max(0, samples),
  };
}

function readHistogram(value: unknown, time: (atMs: number) => number): DecayingHistogram | null {
  if (!isRecord(value)) return null;
  const { weights, sinceMs } = value;
  if (!Array.isArray(weights) || weights.length > MOST_BUCKETS || !isNumber(sinceMs)) return null;
  return weights.every((weight) => isNumber(weight) && weight >= 0) ? { weights, sinceMs: time(sinceMs) } : null;
}

function readPeak(value: unknown, time: (atMs: number) => number): UsageMemory['peaks'] {
  if (!isRecord(value)) return [];
  const { id, bytes, endMs } = value;
  return typeof id === 'string' && isNumber(bytes) && isNumber(endMs) ? [{ id, bytes, endMs: time(endMs) }] : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
