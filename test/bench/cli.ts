/**
 * `tsk-compile` as it is started: cold start, files a second and memory. The peers are Node itself and what else reads files of
 * settings in Node: `yaml` and `js-yaml` only parse the same settings in YAML, Prettier formats them; none of them checks what
 * they mean. Needs `npm run build`. `--json`, `--starts N`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchRow, median, printRows } from './harness.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean' }, starts: { type: 'string', default: '20' } } });
const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '..', '..');
const cli = join(root, 'compiler', 'dist', 'tsk-compile.js');
if (!existsSync(cli)) throw new Error('There is no bundle to measure; run npm run build.');

/** What a process prints about itself when it ends. */
const reportMemory =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("\\n"+process.resourceUsage().maxRSS))';

/** Parses every YAML file of a folder. */
const parseAll = (library: string): string => `
  const { ${library === 'yaml' ? 'parse' : 'load: parse'} } = require(${JSON.stringify(require.resolve(library))});
  const { readdirSync, readFileSync } = require('node:fs');
  for (const file of readdirSync(process.argv[1])) if (file.endsWith('.yaml')) parse(readFileSync(process.argv[1] + '/' + file, 'utf8'));`;

interface Run {
  readonly ms: number;
  readonly megabytes: number;
}

function run(args: readonly string[]): Run {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(process.execPath, ['--import', reportMemory, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  const ms = performance.now() - start;
  // Findings end a check with 1.
  if (error !== undefined || status === null || status > 1) throw new Error(`${args.join(' ')}: ${stderr}`);
  return { ms, megabytes: Number(stderr.split('\n').at(-1)) / 1024 };
}

/** The median time of a start, the commands in turn. */
function timeStarts(commands: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, number>> {
  const samples = new Map(Object.keys(commands).map((name): [string, number[]] => [name, []]));
  for (let round = -1; round < Number(values.starts); round++) {
    for (const [name, args] of Object.entries(commands)) {
      const start = performance.now();
      spawnSync(process.execPath, args, { cwd: root });
      if (round >= 0) samples.get(name)?.push(performance.now() - start);
    }
  }
  return Object.fromEntries([...samples].map(([name, times]) => [name, median(times)]));
}

const settings = (index: number): readonly (readonly [table: string, keys: Readonly<Record<string, unknown>>])[] => [
  ['service', { name: `service-${index}`, command: 'node', cpu_cores: 2 }],
  ['server', { listen: `127.0.0.1:${8000 + (index % 1000)}`, request_timeout: 30 }],
  ['load_balancing', { algorithm: 'least_connections' }],
];

function writeFolder(folder: string, count: number): string {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    const tables = settings(index);
    const tsk = tables.map(([name, keys]) => `[${name}]\n${lines(keys, ' = ', '')}`).join('\n');
    const yaml = tables.map(([name, keys]) => `${name}:\n${lines(keys, ': ', '  ')}`).join('');
    // Each file is a configuration of its own, in a folder of its own.
    mkdirSync(join(folder, String(index)));
    writeFileSync(join(folder, String(index), 'service.tsk'), tsk);
    writeFileSync(join(folder, `${index}.yaml`), yaml);
  }
  return folder;
}

function lines(keys: Readonly<Record<string, unknown>>, sign: string, indent: string): string {
  return Object.entries(keys)
    .map(([key, value]) => `${indent}${key}${sign}${JSON.stringify(value)}\n`)
    .join('');
}

function measureFolders(small: string, large: string, count: number): readonly BenchRow[] {
  const check = [run([cli, 'check', small]), run([cli, 'check', large])] as const;
  const peers = ['yaml', 'js-yaml'].map((name) => {
    const runs = [run(['-e', parseAll(name), small]), run(['-e', parseAll(name), large])] as const;
    return [`${name} (parses only)`, runs] as const;
  });
  const prettier = join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  const formatted = {
    ours: run([cli, 'fmt', '--check', small]),
    prettier: run([prettier, '--check', `${small}/*.yaml`]),
  };
  const row = (metric: string, unit: string, figure: (runs: readonly [Run, Run]) => number): BenchRow => ({
    metric,
    unit,
    ours: figure(check),
    peers: Object.fromEntries(peers.map(([name, runs]) => [name, figure(runs)])),
  });
  return [
    row(`check of ${count} configurations`, 'files/s', ([, { ms }]) => (count / ms) * 1000),
    row(`memory at ${count / 10} configurations`, 'MB', ([{ megabytes }]) => megabytes),
    row(`memory at ${count} configurations`, 'MB', ([, { megabytes }]) => megabytes),
    {
      metric: `fmt --check of ${count / 10} files`,
      unit: 'files/s',
      ours: (count / 10 / formatted.ours.ms) * 1000,
      peers: { 'prettier (YAML)': (count / 10 / formatted.prettier.ms) * 1000 },
    },
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'tsk-bench-'));
try {
  const small = writeFolder(join(folder, 'small'), 500);
  const large = writeFolder(join(folder, 'large'), 5000);
  const one = writeFolder(join(folder, 'one'), 1);
  const { ours = 0, ...peers } = timeStarts({
    ours: [cli, 'check', 'examples/founding'],
    'node -e 0': ['-e', '0'],
    'yaml (parses one file)': ['-e', parseAll('yaml'), one],
    'js-yaml (parses one file)': ['-e', parseAll('js-yaml'), one],
  });
  printRows([{ metric: 'cold start of check', unit: 'ms', ours, peers }, ...measureFolders(small, large, 5000)]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
