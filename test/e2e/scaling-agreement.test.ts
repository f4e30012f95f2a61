import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { offerLoad } from './offer-load.ts';
import { makeScratch, readStatus, runCommand, startRuntime } from './support.ts';

const scratch = makeScratch();
afterAll(() => scratch.remove());

/** How many times as fast the scaling clock runs: half a minute of the machine is a quarter of an hour of scaling. */
const SPEED = 30;
const DURATION_MS = 30_000;
const SAMPLE_MS = 100;

/** What an instance of the demo service bears: so many requests at a time, each for so long. */
const WORKERS = 4;
const SERVICE_MS = 40;

/** Requests per second of the machine, at times of the machine: two waves, the second higher. */
const corners = [
  [0, 20],
  [3000, 20],
  [7000, 160],
  [12_000, 160],
  [15_000, 40],
  [17_000, 40],
  [22_000, 260],
  [26_000, 260],
  [29_000, 80],
  [30_000, 80],
] as const;

/** A configuration in the time of the scaling clock: there, a request takes as many times as long as the clock is fast. */
const configuration = `
[service]
name = "agreement"
env = { DEMO_WORKERS = "${WORKERS}" }
drain_timeout = 1s

[load_balancing]
algorithm = "least_connections"
health_checks = { path = "/health", interval = 1s, timeout = 1s, healthy_threshold = 1 }

[simulation]
service_time = ${SERVICE_MS * SPEED}ms
workers = ${WORKERS}
start_up = 15s
drain = 15s
slo = ${200 * SPEED}ms
step = 3s

[auto_scaling]
monitoring_interval = 15s
min_instances = 1
max_instances = 8
scoring = "hpa"

[auto_scaling.metrics]
request_rate = { threshold_high = ${((0.7 * WORKERS * 1000) / SERVICE_MS / SPEED).toFixed(3)}, threshold_low = 0.1 }

[auto_scaling.policies]
scale_down = { stabilization_window = 60s }
`;

/** The rate at a time, along straight lines between the corners. */
function rateAt(elapsedMs: number): number {
  const next = corners.findIndex(([atMs]) => atMs > elapsedMs);
  const [toMs, to] = corners[next] ?? [0, 0];
  const [fromMs, from] = corners[next - 1] ?? [0, 0];
  return next < 1 ? 0 : from + ((to - from) * (elapsedMs - fromMs)) / (toMs - fromMs);
}

interface Moment {
  readonly atMs: number;
  readonly real: number;
  readonly predicted: number;
}

describe('what a preview promises', () => {
  it('is what real processes under real load do', async () => {
    const [file, plan, trace, report] = ['app.tsk', 'plan.json', 'load.csv', 'preview.json'].map(scratch.path);
    if (file === undefined || plan === undefined || trace === undefined || report === undefined)
      throw new Error('names');
    writeFileSync(file, configuration);
    writeFileSync(
      trace,
      `time,value\n${corners.map(([atMs, rate]) => `${(atMs * SPEED) / 1000},${rate / SPEED}`).join('\n')}\n`,
    );
    const compiled = await runCommand('tsk-compile', [file, '-o', plan]);
    expect(compiled.code, compiled.stderr).toBe(0);
    const preview = await runCommand('tsk-compile', ['preview', file, '--trace', trace, '--out', report]);
    expect(preview.code, preview.stderr).toBe(0);
    const predict = readPreview(report);

    const runtime = await startRuntime(plan, ['--speed', String(SPEED)]);
    const moments: Moment[] = [];
    try {
      await offerLoad(`${runtime.url}/work?ms=${SERVICE_MS}`, {
        durationMs: DURATION_MS,
        rateAt,
        everyMs: SAMPLE_MS,
        onSample: async (atMs) => {
          const { scaling } = await readStatus(runtime.adminUrl);
          moments.push({ atMs, real: scaling.desired, predicted: predict((atMs * SPEED) / 1000) });
        },
      });
    } finally {
      await runtime.end('SIGTERM');
    }

    console.log(describeMoments(moments));
    expect(Math.max(...moments.map(({ real }) => real)), 'the load is one that scales').toBeGreaterThan(3);
    // A machine that is busy with other things falls behind for moments; the course has to be the same.
    expect(shareWithin(moments, 1)).toBeGreaterThan(0.85);
    expect(moments.length).toBeGreaterThan(100);
  });
});

/** What a preview predicts: the count that is wanted at a time of the scaling clock. */
function readPreview(path: string): (atS: number) => number {
  const { decisions } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly decisions: readonly { readonly at_s: number; readonly from: number; readonly to: number }[];
  };
  return (atS) => decisions.findLast(({ at_s }) => at_s <= atS)?.to ?? decisions[0]?.from ?? 0;
}

/** The share of the moments at which the two counts differ by so much at the most. */
function shareWithin(moments: readonly Moment[], most: number): number {
  return moments.filter(({ real, predicted }) => Math.abs(real - predicted) <= most).length / moments.length;
}

/** The two courses, a number for each second, and how often they agree. */
function describeMoments(moments: readonly Moment[]): string {
  const seconds = Array.from({ length: DURATION_MS / 1000 }, (_, second) =>
    moments.find(({ atMs }) => atMs >= second * 1000),
  );
  const row = (pick: (moment: Moment) => number): string =>
    seconds.map((moment) => (moment === undefined ? '-' : pick(moment))).join(' ');
  const share = (most: number): string => `${(100 * shareWithin(moments, most)).toFixed(1)} %`;
  return [
    `Instances wanted, second by second (${SPEED} s each for scaling):`,
    `  preview  ${row(({ predicted }) => predicted)}`,
    `  real     ${row(({ real }) => real)}`,
    `  of ${moments.length} moments, equal at ${share(0)}, within one instance at ${share(1)}`,
  ].join('\n');
}
