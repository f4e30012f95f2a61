import { describe, expect, it } from 'vitest';
import { type DemoReport, renderSummary } from '../../../runtime/src/demo/summary.ts';
import { drawTimeline } from '../../../runtime/src/demo/timeline.ts';

const report: DemoReport = {
  load: {
    durationMs: 20_012,
    requests: 5_432,
    errors: 0,
    requestsPerSecond: 271.4,
    latencyMs: { mean: 120, p50: 4.25, p95: 240.4, p99: 612.7, max: 1_204 },
    endedBy: 'time',
  },
  cacheHitRate: 0.943,
  instances: [
    { atMs: 0, value: 2 },
    { atMs: 5_000, value: 3 },
    { atMs: 10_000, value: 5 },
    { atMs: 15_000, value: 2 },
  ],
  steps: [
    { atMs: 4_900, from: 2, to: 3, reason: 'response_time is 36 s, above 2 s: the score of 1.70 passes 0.50' },
    { atMs: 14_800, from: 5, to: 2, reason: `cpu_utilization is 1 %, below 30 %; ${'and so on '.repeat(9)}` },
  ],
};

describe('a timeline', () => {
  it.each([
    [
      'one bar for each stretch, the highest for the most',
      [
        [0, 1],
        [250, 2],
        [500, 4],
        [750, 8],
      ],
      '▁▂▄█',
    ],
    [
      'the last value where nothing new is known',
      [
        [0, 8],
        [750, 4],
      ],
      '███▄',
    ],
    [
      'the most within a stretch, then the last',
      [
        [0, 2],
        [100, 8],
        [200, 4],
      ],
      '█▄▄▄',
    ],
    ['the first value before the first sample', [[500, 8]], '████'],
    ['nothing at all as the lowest', [], '▁▁▁▁'],
  ])('shows %s', (_, samples, expected) => {
    expect(
      drawTimeline(
        samples.map(([atMs = 0, value = 0]) => ({ atMs, value })),
        1000,
        4,
      ),
    ).toBe(expected);
  });
});

describe('the summary', () => {
  it('reads like this', () => {
    expect(renderSummary(report, { colour: false, width: 72 })).toBe(`Summary of the demonstration

duration        20.0 s
requests        5,432, 271 per second
errors          0 (0.0 %)
response time   p50 4.3 ms   p95 240 ms   p99 613 ms   max 1,204 ms
cache hit rate  94.3 %

instances       2 to 5, 2 at the end
                ▄▄▄▄▄▄▄▄▄▄▄▄▄▅▅▅▅▅▅▅▅▅▅▅▅▅▅██████████████▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
                0 s                                               20.0 s

scaling           4.9 s   2 → 3   response_time is 36 s, above 2 s: the
                                  score of 1.70 passes 0.50
                 14.8 s   5 → 2   cpu_utilization is 1 %, below 30 %;
                                  and so on and so on and so on and so
                                  on and so on and so on and so on and
                                  so on and so on
`);
  });

  it.each([72, 100, 140])('has no line longer than %i characters', (width) => {
    const lines = renderSummary(report, { colour: false, width }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  it('has 100 characters in a line where nobody says otherwise', () => {
    const lines = renderSummary(report, { colour: false }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBe(100);
  });

  it.each<[string, Partial<DemoReport>, string]>([
    ['the cache is off', { cacheHitRate: null }, 'cache hit rate  off'],
    ['nothing was scaled', { steps: [] }, 'scaling         no step'],
    ['nothing was sampled', { instances: [] }, 'instances       not sampled'],
    ['it was ended early', { load: { ...report.load, endedBy: 'signal' } }, 'duration        20.0 s (ended by signal)'],
    ['there were errors', { load: { ...report.load, errors: 54 } }, 'errors          54 (1.0 %)'],
    ['there was no request', { load: { ...report.load, requests: 0 } }, 'errors          0 (0.0 %)'],
  ])('says so where %s', (_, change, line) => {
    expect(renderSummary({ ...report, ...change }, { colour: false }).split('\n')).toContain(line);
  });

  it('has colours in a terminal only', () => {
    const failed = { ...report, load: { ...report.load, errors: 1 } };
    expect(renderSummary(failed, { colour: true })).toContain('\u001b[31m1 (0.0 %)\u001b[39m');
    expect(renderSummary(failed, { colour: false })).not.toContain('\u001b');
  });
});
