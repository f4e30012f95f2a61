import { join } from 'node:path';
import { type BenchRow, median } from '../harness.ts';
import { runPinned } from './processes.ts';
import type { RunningPeer } from './shapes.ts';

/** Requests a second. */
const RATES = [4_000, 12_000];
const SLICES = 3;

/** What the load generator prints. */
interface Report {
  readonly p99Ms: number;
  readonly answered: number;
  readonly sent: number;
  readonly errors: number;
}

/** The 99th percentile of the latency at fixed rates, in milliseconds: the median of slices that took turns. */
export function measureLatency(running: readonly RunningPeer[]): readonly BenchRow[] {
  return RATES.map((rate) => {
    const samples = new Map(running.map(({ name }): [string, number[]] => [name, []]));
    for (let slice = 0; slice < SLICES; slice += 1) {
      for (const { name, port } of running) samples.get(name)?.push(measureSlice(name, port, rate));
    }
    const figures = running.map(({ name }): [string, number] => [name, median(samples.get(name) ?? [])]);
    const [[, ours = Number.NaN] = [], ...others] = figures;
    return { metric: `p99 at ${rate} requests a second`, unit: 'ms', ours, peers: Object.fromEntries(others) };
  });
}

function measureSlice(name: string, port: number, rate: number): number {
  const script = join(import.meta.dirname, 'open-loop.ts');
  const report = JSON.parse(runPinned(1, [process.execPath, script, String(port), String(rate), '3', '64'])) as Report;
  if (report.errors > 0) console.error(`${name} at ${rate}/s: ${report.errors} errors.`);
  // What was never answered was slower than all that was.
  return report.answered < report.sent * 0.99 ? Number.POSITIVE_INFINITY : report.p99Ms;
}
