import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parseTrace, rescaleTrace, type Trace } from '../../runtime/src/simulate/index.ts';

/** Where the measured loads are expected; they are not part of the project. */
export const tracesFolder: string = fileURLToPath(new URL('../../../shared/traces/load/', import.meta.url));

const minute = 60_000;
const day = 24 * 60 * minute;

/** A measured load, and which part of it is replayed. */
interface TraceFile {
  readonly name: string;
  /** Whether parameters were chosen on it. */
  readonly part: 'seen' | 'unseen';
  readonly file: string;
  /** Length of the interval that a value is of. */
  readonly bucketMs: number;
  /** Part to replay, from its start; all where it is left out. */
  readonly fromMs?: number;
  readonly lengthMs?: number;
  /** Makes counts of single requests, where the file lists those. */
  readonly count?: true;
}

const files: readonly TraceFile[] = [
  {
    part: 'seen',
    name: 'wc98-group',
    file: 'worldcup98_per_minute',
    bucketMs: minute,
    fromMs: 44 * day,
    lengthMs: 7 * day,
  },
  {
    part: 'seen',
    name: 'wc98-knockout',
    file: 'worldcup98_per_minute',
    bucketMs: minute,
    fromMs: 62 * day,
    lengthMs: 7 * day,
  },
  { part: 'seen', name: 'nab-elb', file: 'nab_elb_request_count_8c0756', bucketMs: 5 * minute },
  { part: 'seen', name: 'nab-goog', file: 'nab_Twitter_volume_GOOG', bucketMs: 5 * minute, lengthMs: 14 * day },
  { part: 'seen', name: 'nyc-taxi', file: 'nab_nyc_taxi', bucketMs: 30 * minute, lengthMs: 14 * day },
  { part: 'seen', name: 'square', file: 'nab_art_daily_perfect_square_wave', bucketMs: 5 * minute },
  { part: 'seen', name: 'genai-ali', file: 'alibaba_genai_qps_per_minute', bucketMs: minute },
  { part: 'seen', name: 'llm-conv', file: 'azure_llm_2023_conv', bucketMs: minute, count: true },
  {
    part: 'unseen',
    name: 'wc98-day-10',
    file: 'worldcup98_per_minute',
    bucketMs: minute,
    fromMs: 10 * day,
    lengthMs: 7 * day,
  },
  {
    part: 'unseen',
    name: 'wc98-day-30',
    file: 'worldcup98_per_minute',
    bucketMs: minute,
    fromMs: 30 * day,
    lengthMs: 7 * day,
  },
  {
    part: 'unseen',
    name: 'wc98-day-52',
    file: 'worldcup98_per_minute',
    bucketMs: minute,
    fromMs: 52 * day,
    lengthMs: 7 * day,
  },
  {
    part: 'unseen',
    name: 'wc98-day-72',
    file: 'worldcup98_per_minute',
    bucketMs: minute,
    fromMs: 72 * day,
    lengthMs: 7 * day,
  },
  {
    part: 'unseen',
    name: 'nab-goog-2',
    file: 'nab_Twitter_volume_GOOG',
    bucketMs: 5 * minute,
    fromMs: 14 * day,
    lengthMs: 14 * day,
  },
  {
    part: 'unseen',
    name: 'nab-goog-3',
    file: 'nab_Twitter_volume_GOOG',
    bucketMs: 5 * minute,
    fromMs: 28 * day,
    lengthMs: 14 * day,
  },
  {
    part: 'unseen',
    name: 'nyc-taxi-2',
    file: 'nab_nyc_taxi',
    bucketMs: 30 * minute,
    fromMs: 100 * day,
    lengthMs: 14 * day,
  },
  {
    part: 'unseen',
    name: 'nyc-taxi-3',
    file: 'nab_nyc_taxi',
    bucketMs: 30 * minute,
    fromMs: 178 * day,
    lengthMs: 14 * day,
  },
  { part: 'unseen', name: 'ec2-cpu', file: 'nab_ec2_cpu_utilization_5f5533', bucketMs: 5 * minute },
];

/** A measured load at the size at which all are compared: its 99.5th percentile is 1000 requests per second. */
export interface BenchTrace {
  readonly name: string;
  readonly part: TraceFile['part'];
  readonly trace: Trace;
}

/** The measured loads that are there. */
export function loadTraces(): readonly BenchTrace[] {
  return files.flatMap((entry) => {
    const path = `${tracesFolder}${entry.file}.csv.gz`;
    if (!existsSync(path)) return [];
    const trace = cut(readTrace(gunzipSync(readFileSync(path)).toString('utf8'), entry), entry);
    return [
      {
        name: entry.name,
        part: entry.part,
        trace: rescaleTrace(trace, { peak: 1000, quantile: 0.995, ceiling: 1800 }),
      },
    ];
  });
}

/** The order of values counts, not their clock: some files have clock changes and repeated times. */
function readTrace(text: string, { bucketMs, count }: TraceFile): Trace {
  const lines = text.trimEnd().split('\n').slice(1);
  const values = count === true ? countByBucket(lines, bucketMs) : lines.map((line) => readValue(line));
  const parsed = parseTrace(values.join('\n'), bucketMs);
  if (!parsed.ok) throw new Error(`${parsed.problem.place}: ${parsed.problem.message}`);
  return parsed.trace;
}

/** The last column; a minute without a value had no requests. */
function readValue(line: string): number {
  const value = Number(line.slice(line.lastIndexOf(',') + 1));
  return Number.isFinite(value) ? value : 0;
}

function countByBucket(lines: readonly string[], bucketMs: number): readonly number[] {
  const times = lines.map((line) => Date.parse(`${line.slice(0, 23).replace(' ', 'T')}Z`));
  const first = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const counts: number[] = [];
  for (const time of times) {
    const bucket = Math.floor((time - first) / bucketMs);
    while (counts.length <= bucket) counts.push(0);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

function cut(
  { timesMs, rates }: Trace,
  { fromMs = 0, lengthMs = Number.POSITIVE_INFINITY, bucketMs }: TraceFile,
): Trace {
  const [from, to] = [fromMs / bucketMs, Math.min(rates.length, (fromMs + lengthMs) / bucketMs)];
  return { timesMs: timesMs.slice(from, to), rates: rates.slice(from, to) };
}
