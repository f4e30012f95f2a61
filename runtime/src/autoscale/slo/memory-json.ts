import { isErrorHistogram } from './error-histogram.ts';
import type { SloMemory } from './memory.ts';

/** A memory that was saved as JSON, with its times moved by `time`; null where the value is none. */
export function readSloMemory(value: unknown, time: (atMs: number) => number): SloMemory | null {
  if (!isRecord(value)) return null;
  const { demand, instance, inService, recommendations } = value;
  if (!isRecord(demand) || !isErrorHistogram(demand['ahead']) || !isErrorHistogram(demand['meanwhile'])) return null;
  const samples = readList(demand['samples'], ['atMs', 'rate']);
  const open = readList(demand['open'], ['atMs', 'untilMs', 'rate']);
  const counts = readList(recommendations, ['atMs', 'instances']);
  const [service] = readList(inService === null ? [] : [inService], ['atMs', 'requests']) ?? [];
  if (samples === null || open === null || counts === null || !isRecord(instance)) return null;
  if (inService !== null && service === undefined) return null;
  const { serviceTimeMs, cpuRate, ready } = instance;
  if (!isNumberOrNull(serviceTimeMs) || !isNumberOrNull(cpuRate) || !isNumber(ready)) return null;
  return {
    demand: {
      ahead: demand['ahead'],
      meanwhile: demand['meanwhile'],
      samples: samples.map((sample) => ({ ...sample, atMs: time(sample.atMs) })),
      // An outcome that fell into the time when nobody looked is never known.
      open: open.map((forecast) => ({ ...forecast, atMs: time(forecast.atMs), untilMs: time(forecast.untilMs) })),
    },
    instance: { serviceTimeMs, cpuRate, ready },
    inService: service === undefined ? null : { ...service, atMs: time(service.atMs) },
    recommendations: counts.map((count) => ({ ...count, atMs: time(count.atMs) })),
  };
}

/** A list of records of numbers of at least 0, with nothing but the keys; null where it is none. */
function readList<Key extends string>(value: unknown, keys: readonly Key[]): readonly Record<Key, number>[] | null {
  if (!Array.isArray(value)) return null;
  const records: Record<Key, number>[] = [];
  for (const entry of value) {
    if (!isRecord(entry)) return null;
    const pairs = keys.map((key) => [key, entry[key]] as const);
    if (!pairs.every(([key, number]) => isNumber(number) && (number >= 0 || key === 'atMs' || key === 'untilMs')))
      return null;
    records.push(Object.fromEntries(pairs) as Record<Key, number>);
  }
  return records;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isNumberOrNull(value: unknown): value is number | null {
  return value === null || isNumber(value);
}
