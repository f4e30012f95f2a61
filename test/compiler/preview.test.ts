import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../compiler/src/cli/run.ts';

let cwd = '';

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'tsk-preview-'));
  write('shop.tsk', shop);
});
afterEach(() => rmSync(cwd, { recursive: true }));

const shop = `
[service]
name = "shop"

[auto_scaling]
scoring = "pressure"
monitoring_interval = 30s

[auto_scaling.metrics]
cpu_utilization = { threshold_high = 70%, threshold_low = 30% }

[auto_scaling.policies]
scale_up = { max_instances = 20, cooldown_period = 1m }
scale_down = { min_instances = 5, cooldown_period = 5m }
`;

function write(name: string, text: string): void {
  mkdirSync(join(cwd, name, '..'), { recursive: true });
  writeFileSync(join(cwd, name), text);
}

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function preview(
  args: readonly string[],
  { input = '', terminal = false, env = {} as Record<string, string> } = {},
): Promise<Outcome> {
  let [out, err] = ['', ''];
  const code = await run(['preview', ...args], {
    cwd,
    env,
    stdin: Readable.from([Buffer.from(input)]),
    nowMs: () => 0,
    interrupted: () => new Promise(() => undefined),
    out: {
      isTerminal: terminal,
      write: (text) => {
        out += text;
      },
    },
    err: {
      isTerminal: false,
      write: (text) => {
        err += text;
      },
    },
  });
  return { code, out, err };
}

/** The simulation as JSON; fails with what was said where there is none. */
async function figures(args: readonly string[]) {
  const { code, out, err } = await preview([...args, '--format', 'json']);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
}

describe('preview', () => {
  it('shows a chart, the decisions with their reasons, the figures beside the oracle, and what they rest on', async () => {
    const { code, out, err } = await preview(['shop.tsk']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^shop: pressure, 5 to 20 instances; diurnal load, 24 h\n/);
    expect(out).toContain('requests per second');
    expect(out).toMatch(/ {3}1000 ┤ .*█/);
    expect(out).toMatch(/▲ from 5 to \d+: cpu_utilization \d+(\.\d+)? % against 70 %/);
    expect(out).toMatch(/instance-hours +\d+\.\d +\d+\.\d +\d+\.\d/);
    expect(out).toContain('oracle at 70 %');
    expect(out.replaceAll('\n', ' ')).toContain('a new instance serves after 2 min');
  });

  it('is as wide as the terminal, and no wider', async () => {
    for (const columns of [60, 80, 133]) {
      const { out } = await preview(['shop.tsk'], { env: { COLUMNS: String(columns) } });
      const widest = Math.max(...out.split('\n').map((line) => [...line].length));
      expect(widest).toBeLessThanOrEqual(columns);
      expect(widest).toBeGreaterThan(columns - 5);
    }
  });

  it('has colours on a terminal only', async () => {
    const start = String.fromCharCode(27);
    expect((await preview(['shop.tsk'])).out).not.toContain(start);
    expect((await preview(['shop.tsk'], { terminal: true })).out).toContain(start);
    expect((await preview(['shop.tsk'], { terminal: true, env: { NO_COLOR: '1' } })).out).not.toContain(start);
  });

  it('gives the same bytes each time', async () => {
    const args = ['shop.tsk', '--load', 'noise', '--seed', '5', '--format', 'json'];
    const first = await preview(args);
    expect(await preview(args)).toEqual(first);
    expect((await preview(args.with(4, '6'))).out).not.toBe(first.out);
  });

  it('takes the shape, length and peak that it is told', async () => {
    const report = await figures(['shop.tsk', '--load', 'steady', '--duration', '90m', '--peak', '350']);
    expect(report).toMatchObject({ load: 'steady load, 1 h 30 min', scoring: 'pressure', step_s: 5, steps: 1080 });
    expect(report.summary).toMatchObject({ hours: 1.5, violation_minutes: 0, peak_instances: 5, events: 0 });
    expect(report.decisions).toHaveLength(180);
    expect(report.decisions[0]).toMatchObject({
      at_s: 30,
      action: 'none',
      reason: expect.stringContaining('stays at 5'),
    });
  });

  it('simulates a week of the weekly load', async () => {
    expect((await figures(['shop.tsk', '--load', 'weekly'])).summary.hours).toBe(168);
  });

  it('takes its assumptions from the table simulation', async () => {
    write('slow.tsk', '[simulation]\nservice_time = 1s\nstart_up = 5m\ncost_per_instance_hour = 2\nstep = 2s\n');
    const report = await figures(['shop.tsk', 'slow.tsk', '--load', 'steady', '--peak', '50', '--duration', '1h']);
    expect(report.assumptions).toEqual({
      serviceTimeMs: 1000,
      workers: 10,
      startUpMs: 300_000,
      drainMs: 30_000,
      sloMs: 500,
      costPerInstanceHour: 2,
      stepMs: 2000,
    });
    expect(report.summary.peak_instances).toBeGreaterThan(5);
    expect(report.summary.cost).toBeCloseTo(2 * report.summary.instance_hours, 9);
  });

  it('says where the maximum is too low for the load', async () => {
    const { out } = await preview(['shop.tsk', '--peak', '3000', '--load', 'step']);
    expect(out.replaceAll('\n', ' ')).toMatch(/The load needs up to 3\d instances, and the maximum is 20/);
  });
});

describe('preview --trace', () => {
  it('follows a file of times and values', async () => {
    write('day.csv', 'time,rps\n2026-01-01 00:00:00,100\n2026-01-01 01:00:00,700\n');
    const { load, summary } = await figures(['shop.tsk', '--trace', 'day.csv']);
    expect([load, summary.hours]).toEqual(['load of day.csv, 1 h', 1]);
    expect(summary.peak_instances).toBeGreaterThanOrEqual(10);
  });

  it('takes values without times, and brings them to a peak', async () => {
    write('values.csv', '1\n2\n3\n4\n');
    const args = ['shop.tsk', '--trace', 'values.csv', '--trace-interval', '5m', '--peak', '900'];
    const { out } = await preview([...args, '--format', 'csv']);
    const rows = out.trimEnd().split('\n');
    expect(rows).toHaveLength(1 + 180);
    const last = Number(rows.at(-1)?.split(',')[1]);
    expect(last).toBeGreaterThan(895);
    expect(last).toBeLessThanOrEqual(900);
  });

  it('refuses what is no trace, with its place', async () => {
    write('bad.csv', '1\ntwo\n');
    const { code, err } = await preview(['shop.tsk', '--trace', 'bad.csv']);
    expect(code).toBe(2);
    expect(err).toBe(`error: 'bad.csv' is not a trace: line 2: "two" is not a number of requests per second.\n`);
  });
});

describe('preview --format csv', () => {
  it('has a row for each step, with the decision at its beginning', async () => {
    const { out } = await preview(['shop.tsk', '--load', 'step', '--duration', '1h', '--format', 'csv']);
    const [header = '', ...rows] = out.trimEnd().split('\n');
    expect(header).toBe(
      'time_s,load,desired,starting,ready,draining,utilisation,mean_ms,p50_ms,p95_ms,p99_ms,late,arrived,served,dropped,backlog,cost,decision',
    );
    expect(rows).toHaveLength(720);
    expect(rows[0]).toMatch(/^0,200,5,0,5,0,0\.4,/);
    const change = rows.find((row) => row.includes('from 5 to'));
    expect(Number(change?.split(',')[0])).toBeGreaterThan(1800);
    expect(change?.split(',')[2]).not.toBe('5');
  });
});

describe('preview --out', () => {
  it('writes a file, without colours', async () => {
    expect(await preview(['shop.tsk', '--out', 'a/b.txt'], { terminal: true })).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(join(cwd, 'a/b.txt'), 'utf8')).toMatch(/^shop: pressure/);
  });

  it('does not write over what it was made of', async () => {
    expect(await preview(['shop.tsk', '--out', 'shop.tsk'])).toMatchObject({ code: 2 });
    expect(readFileSync(join(cwd, 'shop.tsk'), 'utf8')).toBe(shop);
  });
});

describe('preview --assert', () => {
  it('ends with 0 where all hold, and says so', async () => {
    const { code, out } = await preview([
      'shop.tsk',
      '--assert',
      'dropped_share <= 1%',
      '--assert',
      'peak_instances<21',
    ]);
    expect(code).toBe(0);
    expect(out).toContain('holds: dropped_share <= 1%');
    expect(out).toContain('holds: peak_instances < 21');
  });

  it('ends with 1 where one fails, with the figure', async () => {
    const { code, out } = await preview(['shop.tsk', '--assert', 'events == 0']);
    expect(code).toBe(1);
    expect(out).toMatch(/fails: events == 0 \(it is \d+\)/);
  });

  it('says what fails apart from the report where programs read that', async () => {
    const { code, out, err } = await preview(['shop.tsk', '--format', 'json', '--assert', 'score < 1']);
    expect(code).toBe(1);
    expect(JSON.parse(out).assertions).toEqual([
      { assertion: 'score < 1', value: expect.any(Number), bound: 1, holds: false },
    ]);
    expect(err).toMatch(/^fails: score < 1/);
  });

  it.each([
    ['violation_minute <= 5', "The summary has no figure 'violation_minute'; did you mean 'violation_minutes'?"],
    ['violation_minutes =< 5', "'=<' is not a comparison; the comparisons are <=, >=, <, >, ==, !=."],
    [
      'violation_minutes <= few',
      "'few' is not a number to compare violation_minutes with; write one such as 5, 0.01 or 1%, or a figure of another run such as 'against.violation_minutes' or '1.1 * against.violation_minutes'.",
    ],
    ['5', "'5' is not an assertion; write a figure, a comparison and a number, such as 'violation_minutes <= 5'."],
  ])('%s is refused', async (assertion, message) => {
    expect(await preview(['shop.tsk', '--assert', assertion])).toEqual({
      code: 2,
      out: '',
      err: `error: ${message}\n`,
    });
  });
});

describe('preview refuses', () => {
  it.each([
    [['--duration', 'long'], "'long' is not a length of time; write one such as 24h, 90m or 30s."],
    [['--duration', '0'], "'0' is not a length of time; write one such as 24h, 90m or 30s."],
    [
      ['--duration', '10w', '--load', 'sine'],
      '70 d in steps of 5 s are too many; at most 57 d 20 h can be simulated so.',
    ],
    [['--peak', '-1'], "'-1' is not a rate; write requests per second, such as 1000."],
    [
      ['--peak', '1e9', '--load', 'steady'],
      'A load of 1000000000 requests per second would need more than 10000 instances; lower the peak, or see service_time and workers of [simulation].',
    ],
    [['--seed', 'x'], "'x' is not a seed; write a whole number, such as 7."],
    [['--trace', 'none.csv'], "'none.csv' cannot be read: it does not exist."],
  ])('%j', async (args, message) => {
    expect(await preview(['shop.tsk', ...args])).toEqual({ code: 2, out: '', err: `error: ${message}\n` });
  });

  it('a load that does not exist, and a load beside a trace', async () => {
    const wrong = await preview(['shop.tsk', '--load', 'storm']);
    expect(wrong).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no load 'storm'; the loads are steady, ramp"),
    });
    const both = await preview(['shop.tsk', '--load', 'sine', '--trace', 'a.csv']);
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining('cannot be used with') });
  });

  it('files with errors, which it shows as check does', async () => {
    write('wrong.tsk', '[simulation]\nworkers = "many"\n');
    const { code, out, err } = await preview(['wrong.tsk', '--out', 'report.txt']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('wrong.tsk:2:11: error TSK4003:');
    expect(err).toContain('1 error in 1 file');
    expect(readdirSync(cwd).toSorted()).toEqual(['shop.tsk', 'wrong.tsk']);
  });

  it('a plan whose environment is incomplete', async () => {
    write('env.tsk', '[service]\nargs = [@env("SHOP_TOKEN")]\n');
    const { code, err } = await preview(['env.tsk']);
    expect(code).toBe(1);
    expect(err).toMatch(/^env\.tsk:2:\d+: error TSK7\d{3}: .*SHOP_TOKEN/);
    expect((await preview(['env.tsk'], { env: { SHOP_TOKEN: 'x' } })).code).toBe(0);
  });
});
