import { addValue, type BucketScheme, type DecayingHistogram, emptyHistogram } from './decaying-histogram.ts';
import type { SizeObservation } from './instance-size.ts';

/** Cores; from a hundredth of one to a thousand. */
export const cpuBuckets: BucketScheme = { first: 0.01, most: 1000 };

/** Bytes; from 10 MB to a terabyte. */
export const memoryBuckets: BucketScheme = { first: 1e7, most: 1e12 };

/** Memory cannot be borrowed: what counts of each span of time is its peak. */
const PEAK_SPAN_MS = 86_400_000;

/** CPU that is measured of an instance with less than this counts as much as of one with this. */
const LEAST_CPU_WEIGHT = 0.1;

/** Memory that ran out was too small by at least this share, and at least so many bytes. */
const OUT_OF_MEMORY_GROWTH = 1.2;
const OUT_OF_MEMORY_BYTES = 100 * 1024 * 1024;

/** Peaks of instances that have gone are kept until their span ends, but no more than so many. */
const MOST_PEAKS = 1000;

/** The highest memory of an instance within a span of time. */
interface MemoryPeak {
  readonly id: string;
  readonly bytes: number;
  readonly endMs: number;
}

/** What is remembered of how much instances used. */
export interface UsageMemory {
  readonly cpu: DecayingHistogram;
  readonly memory: DecayingHistogram;
  readonly peaks: readonly MemoryPeak[];
  /** Time of the first measurement. */
  readonly firstMs: number;
  /** Measurements of single instances. */
  readonly samples: number;
}

/**
 * The memory with what was measured now. CPU counts by the time that it was used for, weighted with the cores that were there
 * to be used; memory by the peak of each instance and day; running out of memory counts as a peak above what there was.
 */
export function rememberUsage(
  before: UsageMemory | null,
  { uses, size, outOfMemory }: Pick<SizeObservation, 'uses' | 'size' | 'outOfMemory'>,
  halfLifeMs: number,
  nowMs: number,
): UsageMemory {
  let memory = before ?? startMemory(nowMs);
  const weight = Math.max(LEAST_CPU_WEIGHT, size.cpuCores);
  for (const { id, cpuCores, memoryBytes } of uses) {
    const cpu = addValue(memory.cpu, cpuBuckets, { value: cpuCores, weight, atMs: nowMs }, halfLifeMs);
    memory = { ...memory, cpu, samples: memory.samples + 1 };
    if (memoryBytes !== null) memory = withPeak(memory, id, memoryBytes, halfLifeMs, nowMs);
  }
  for (const id of outOfMemory) {
    const seen = memory.peaks.find((peak) => peak.id === id)?.bytes ?? 0;
    const bytes = Math.max(seen, size.memoryBytes ?? 0);
    const missed = Math.max(bytes * OUT_OF_MEMORY_GROWTH, bytes + OUT_OF_MEMORY_BYTES);
    memory = withPeak(memory, id, missed, halfLifeMs, nowMs);
  }
  return memory;
}

function startMemory(nowMs: number): UsageMemory {
  return { cpu: emptyHistogram(nowMs), memory: emptyHistogram(nowMs), peaks: [], firstMs: nowMs, samples: 0 };
}

/** A higher peak takes the place of the one before it in the same span. */
function withPeak(memory: UsageMemory, id: string, bytes: number, halfLifeMs: number, nowMs: number): UsageMemory {
  if (!(bytes >= 0)) return memory;
  const known = memory.peaks.find((peak) => peak.id === id && peak.endMs > nowMs);
  if (known !== undefined && known.bytes >= bytes) return memory;
  const endMs = known?.endMs ?? nowMs + PEAK_SPAN_MS;
  const cleared =
    known === undefined
      ? memory.memory
      : addValue(memory.memory, memoryBuckets, { value: known.bytes, weight: -1, atMs: endMs }, halfLifeMs);
  const added = addValue(cleared, memoryBuckets, { value: bytes, weight: 1, atMs: endMs }, halfLifeMs);
  const others = memory.peaks.filter((peak) => peak.id !== id && peak.endMs > nowMs);
  return { ...memory, memory: added, peaks: [...others, { id, bytes, endMs }].slice(-MOST_PEAKS) };
}
