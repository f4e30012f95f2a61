import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../compiler/src/cli/run.ts';

let cwd = '';

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'tsk-preview-'));
  write('shop.tsk', shop(20));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const shop = (most: number): string => `
[service]
name = "shop"

[auto_scaling]
scoring = "pressure"
monitoring_interval = 30s

[auto_scaling.metrics]
cpu_utilization = { threshold_high = 70%, threshold_low = 30% }

[auto_scaling.policies]
scale_up = { max_instances = ${most}, cooldown_period = 1m }
scale_down = { min_instances = 5, cooldown_period = 5m }
`;

const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text);
const read = (name: string): string => readFileSync(join(cwd, name), 'utf8');
const git = (...args: readonly string[]): void => {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...who, ...args], { cwd, stdio: 'pipe' });
};

async function preview(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const into = (lines: string[]) => ({ isTerminal: false, write: (text: string) => void lines.push(text) });
  const code = await run(['preview', ...args], {
    cwd,
    env: {},
    stdin: Readable.from([]),
    nowMs: () => 0,
    interrupted: () => new Promise(() => undefined),
    out: into(out),
    err: into(err),
  });
  return { code, out: out.join(''), err: err.join('') };
}

const short = ['shop.tsk', '--load', 'flash_crowd', '--duration', '2h'] as const;

describe('preview --out', () => {
  it('writes what the names of the files say', async () => {
    const files = ['a.svg', 'a.png', 'a.html', 'a.json', 'a.csv', 'a.txt'];
    expect(await preview(...short, ...files.flatMap((file) => ['--out', file]))).toEqual({ code: 0, out: '', err: '' });
    expect(readdirSync(cwd).toSorted()).toEqual([...files, 'shop.tsk'].toSorted());
    expect(read('a.svg')).toMatch(
      /^<svg [^>]*role="img"><title>shop: pressure, 5 to 20 instances; flash_crowd load, 2 h</,
    );
    expect(read('a.html')).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(JSON.parse(read('a.json'))).toMatchObject({ load: 'flash_crowd load, 2 h', scoring: 'pressure' });
    expect(read('a.csv')).toMatch(/^time_s,load,/);
    expect(read('a.txt')).toMatch(/^shop: pressure/);
    const png = readFileSync(join(cwd, 'a.png'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    // Twice as many pixels as the SVG has units.
    expect(png.readUInt32BE(16)).toBe(1800);
    expect(png.readUInt32BE(20)).toBe(2 * Number(/height="(\d+)"/.exec(read('a.svg'))?.[1]));
  });

  it('has the load in its pixels', async () => {
    await preview(...short, '--out', 'a.png');
    await preview('shop.tsk', '--load', 'flash_crowd', '--duration', '3h', '--out', 'b.png');
    expect(readFileSync(join(cwd, 'a.png')).equals(readFileSync(join(cwd, 'b.png')))).toBe(false);
  });

  it.each([
    [
      ['--format', 'json', '-o', 'a.txt', '-o', 'b.txt'],
      '--format is for one output; with several, the name of each file says what it is.',
    ],
    [['--format', 'png'], 'A PNG is not written to standard output; name a file, such as --out preview.png.'],
    [['--out', 'shop.tsk/a.png'], expect.stringContaining("'shop.tsk/a.png' cannot be written:")],
  ])('%j is refused', async (args, message) => {
    const { code, err } = await preview(...short, ...args);
    expect([code, err.replace(/^error: /, '').trimEnd()]).toEqual([2, message]);
  });
});

describe('preview --policy', () => {
  it('runs other rules beside the plan, which assertions can name', async () => {
    const { code, out } = await preview(...short, '--policy', 'hpa,threshold_step', '--assert', 'cost <= 3 * hpa.cost');
    expect(code).toBe(0);
    expect(out).toMatch(/this plan +hpa +threshold_step +oracle/);
    expect(out).toMatch(/holds: cost <= 3 \* hpa\.cost \(it is [\d.]+ against [\d.]+\)/);
  });

  it.each([
    [['--policy', 'best'], /There is no scaling rule 'best'/],
    [['--assert', 'cost <= hpa.cost'], /There is no run 'hpa' to compare with; there is none beside the plan/],
    [['--policy', 'hpa', '--assert', 'cost <= kpa.cost'], /There is no run 'kpa' to compare with; there are hpa/],
    [['--assert', 'cost <= against.price'], /The summary has no figure 'price'/],
  ])('%j is refused', async (args, message) => {
    expect(await preview(...short, ...args)).toMatchObject({ code: 2, err: expect.stringMatching(message) });
  });
});

describe('preview --start-up', () => {
  it('shows how much depends on the time that starting takes', async () => {
    const { out } = await preview(...short, '--start-up', '0.1s,10m');
    const rows = [...out.matchAll(/^(100 ms|10 min) +(\d+)/gm)].map(
      ([, time, minutes]) => [time, Number(minutes)] as const,
    );
    expect(rows.map(([time]) => time)).toEqual(['100 ms', '10 min']);
    expect(rows[0]?.[1]).toBeLessThan(rows[1]?.[1] ?? 0);
  });
});

describe('preview --against', () => {
  it('compares with another file', async () => {
    write('small.tsk', shop(6));
    const { out, code } = await preview(
      ...short,
      '--against',
      'small.tsk',
      '--assert',
      'violation_minutes < against.violation_minutes',
    );
    expect(code).toBe(0);
    expect(out.replaceAll('\n', ' ')).toMatch(/Against small\.tsk it costs .* more .* fewer minutes/);
    await preview(...short, '--against', 'small.tsk', '--out', 'a.svg');
    expect(read('a.svg')).toContain('>small.tsk</text>');
  });

  it('compares with a revision of git, in a folder within the repository too', async () => {
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    write('shop.tsk', shop(6));
    const { out, code, err } = await preview('.', ...short.slice(1), '--against', 'HEAD');
    expect([code, err]).toEqual([0, '']);
    expect(out.replaceAll('\n', ' ')).toMatch(/Against HEAD it costs .* less .* more minutes/);
  });

  it.each(['nowhere', '-x', '--all'])('refuses %s', async (name) => {
    git('init', '-q');
    expect(await preview(...short, `--against=${name}`)).toMatchObject({
      code: 2,
      err: expect.stringMatching(new RegExp(`^error: There is no file '${name}', and git knows no such revision`)),
    });
  });
});

describe('preview --measured', () => {
  it('takes what an instance can do from a history', async () => {
    const signals = { request_rate: 400, cpu_utilization: 0.5, response_time: 20 };
    write('history.json', JSON.stringify({ changes: [1, 2, 3].map(() => ({ from: 4, signals })) }));
    const { code, err, out } = await preview(...short, '--measured', 'history.json', '--format', 'json');
    expect([code, err]).toEqual([0, 'history.json: 3 measurements make service_time 20 ms and workers 4.\n']);
    expect(JSON.parse(out).assumptions).toMatchObject({ serviceTimeMs: 20, workers: 4 });
  });
});

describe('preview --kind', () => {
  it('tries balancing algorithms out', async () => {
    const { out, code } = await preview(
      'shop.tsk',
      '--kind',
      'balancing',
      '--duration',
      '20s',
      '--policy',
      'round_robin,ip_hash',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^round_robin +\d+ +\d+/m);
    expect(out).toMatch(/^Instances with ip_hash$/m);
  });

  it('tries eviction policies out on a recording', async () => {
    write('keys.txt', 'a\nb\na\nb\na\nb\n');
    const args = [
      'shop.tsk',
      '--kind',
      'cache',
      '--trace',
      'keys.txt',
      '--policy',
      'lru',
      '-o',
      'c.csv',
      '-o',
      'c.json',
      '-o',
      'c.svg',
    ];
    expect(await preview(...args)).toEqual({ code: 0, out: '', err: '' });
    expect(read('c.csv')).toMatch(/,0\.6666666666666666\n$/);
    expect(JSON.parse(read('c.json'))).toMatchObject({ requests: 6, objects: 2 });
    expect(read('c.svg')).toContain('Hit rate');
  });

  it('has no assertions', async () => {
    const { code, err } = await preview('shop.tsk', '--kind', 'cache', '--assert', 'cost < 1');
    expect([code, err]).toEqual([
      2,
      'error: --assert and --against are for the scaling; leave out --kind cache, or them.\n',
    ]);
  });
});
