import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import packageJson from '../../compiler/package.json' with { type: 'json' };
import { commands } from '../../compiler/src/cli/commands/index.ts';
import { makeCliFolder } from './run-cli.ts';

const main = fileURLToPath(new URL('../../compiler/src/cli/main.ts', import.meta.url));
/** Compiled code of the command, so that only the first of its many runs has to make it. */
const compileCache = mkdtempSync(join(tmpdir(), 'tsk-compile-cache-'));
let cwd = '';

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'tsk-compile-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));
afterAll(() => rmSync(compileCache, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function runCli(args: readonly string[], input = '', env: Record<string, string> = {}, folder = '.'): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=@tsk/source', main, ...args], {
    cwd: join(cwd, folder),
    input,
    encoding: 'utf8',
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(cwd, name)), { recursive: true });
  writeFileSync(join(cwd, name), content);
}

const good = '[service]\nname = "shop"\n';
const wrong = '[service]\nname = 5\n';
const doubtful = '[load_balancing.health_checks]\ninterval = 5\ntimeout = 10\n';

describe('build', () => {
  it('prints the plan where no output is named', () => {
    write('a.tsk', good);
    const { code, out, err } = runCli(['a.tsk']);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ version: 1, sources: [{ path: 'a.tsk' }], service: { name: 'shop' } });
  });

  it('writes the same bytes for a folder, a pattern and the files themselves', () => {
    write('c/b.tsk', '[server]\nlisten = "127.0.0.1:80"\n');
    write('c/a.tsk', good);
    for (const [index, names] of [['c'], ['c/*.tsk'], ['c/a.tsk', './c/b.tsk']].entries()) {
      expect(runCli([...names, '-o', `out/${index}.json`])).toEqual({ code: 0, out: '', err: '' });
    }
    const texts = readdirSync(join(cwd, 'out')).map((name) => readFileSync(join(cwd, 'out', name), 'utf8'));
    expect(texts).toHaveLength(3);
    expect(new Set(texts).size).toBe(1);
  });

  it('leaves the old plan where there are errors, and no temporary file', () => {
    write('a.tsk', wrong);
    write('plan.json', 'old');
    const { code, out, err } = runCli(['a.tsk', '-o', 'plan.json']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('a.tsk:2:8: error TSK4003:');
    expect(err).toContain('1 error in 1 file');
    expect(readFileSync(join(cwd, 'plan.json'), 'utf8')).toBe('old');
    expect(readdirSync(cwd).toSorted()).toEqual(['a.tsk', 'plan.json']);
  });

  it('writes the plan in one line with --minify, and the same plan', () => {
    write('a.tsk', good);
    const { code, out } = runCli(['a.tsk', '--minify']);
    expect([code, out.split('\n').length]).toEqual([0, 2]);
    expect(JSON.parse(out)).toEqual(JSON.parse(runCli(['a.tsk']).out));
  });

  it('writes nothing on warnings with --fail-level warning', () => {
    write('a.tsk', doubtful);
    expect(runCli(['a.tsk', '-o', 'plan.json']).code).toBe(0);
    rmSync(join(cwd, 'plan.json'));
    expect(runCli(['a.tsk', '-o', 'plan.json', '--fail-level', 'warning']).code).toBe(1);
    expect(existsSync(join(cwd, 'plan.json'))).toBe(false);
  });

  it('leaves environment variables to the runtime unless asked to resolve them, and secrets always', () => {
    write('a.tsk', '[service]\nname = @env("N")\nenv { K = @env("K", "none") }\n');
    const env = { N: 'shop', K: 'secret' };
    expect(JSON.parse(runCli(['a.tsk'], '', env).out).service.name).toMatchObject({ $env: 'N' });
    const { out } = runCli(['a.tsk', '--resolve-env'], '', env);
    expect(JSON.parse(out).service.name).toBe('shop');
    expect(out).not.toContain('"secret"');
  });

  it('loads what files include', () => {
    write('app/a.tsk', '@include "../base.tsk"\n');
    write('base.tsk', good);
    expect(JSON.parse(runCli(['app']).out)).toMatchObject({ service: { name: 'shop' } });
  });
});

describe('check', () => {
  it('shows the line, underlines the place, and names the page', () => {
    write('a.tsk', '[service]\n\tname = 5 # 名\n');
    const { code, out } = runCli(['check', 'a.tsk']);
    expect(code).toBe(1);
    expect(out).toContain(' 2 |     name = 5 # 名\n   |            ^\n');
    expect(out).toContain('docs: docs/diagnostics/TSK4003.md');
    expect(out).not.toContain('\u001b');
  });

  it('cuts a long line around the place', () => {
    write('a.tsk', `[service]\nargs = ["${'x'.repeat(300)}", $nothing, "${'y'.repeat(300)}"]\n`);
    const lines = runCli(['check', 'a.tsk']).out.split('\n');
    expect(lines[1]).toContain('$nothing');
    expect(lines.every((line, index) => index === 0 || line.length < 125)).toBe(true);
    expect(lines[2]?.indexOf('^')).toBe(lines[1]?.indexOf('$nothing'));
  });

  it('reports for programs as JSON', () => {
    write('a.tsk', doubtful);
    const { code, out } = runCli(['check', '--format', 'json', 'a.tsk']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      files: ['a.tsk'],
      counts: { error: 0, warning: 1 },
      diagnostics: [{ code: 'TSK5105', mnemonic: 'W_HEALTH_TIMEOUT', file: 'a.tsk', line: 3, column: 11 }],
    });
  });

  it('ends with 1 on what --fail-level asks for', () => {
    write('a.tsk', doubtful);
    expect(runCli(['check', 'a.tsk']).code).toBe(0);
    expect(runCli(['check', '--fail-level', 'warning', 'a.tsk']).code).toBe(1);
  });

  it('reads standard input', () => {
    const { code, out } = runCli(['check', '-', '--stdin-filename', 'sub/x.tsk'], wrong);
    expect(code).toBe(1);
    expect(out).toContain('sub/x.tsk:2:8: error');
  });

  it('does not pass control characters of a file on to the terminal', () => {
    write('a.tsk', '[service]\nname = 5 # \u001b[2J\n');
    expect(runCli(['check', 'a.tsk']).out).not.toContain('\u001b');
  });
});

describe('eval', () => {
  it('prints data without schema or evaluation', () => {
    write('a.tsk', 'x = "nginx"\n[x]\ny = 1 + 2\nz = @env("A", 1)\n');
    const { code, out } = runCli(['eval', 'a.tsk']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ x: { $value: 'nginx', y: { $expr: '1 + 2' }, z: { $expr: '@env("A", 1)' } } });
  });

  it('prints a line for each file with --format jsonl', () => {
    write('a.tsk', good);
    write('b.tsk', 'x = "open\n');
    const { code, out } = runCli(['eval', '--format', 'jsonl', 'a.tsk', 'b.tsk']);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(lines[0]).toEqual({ file: 'a.tsk', data: { service: { name: 'shop' } }, diagnostics: [] });
    expect(lines[1].diagnostics[0]).toEqual({
      code: expect.stringMatching(/^TSK1\d{3}$/),
      mnemonic: expect.stringMatching(/^E_/),
      severity: 'error',
      line: 1,
      column: 5,
      message: expect.any(String),
    });
  });
});

describe('eval --resolve', () => {
  it('prints data with references and operators evaluated, and includes laid under it', () => {
    write('a.tsk', '@include "b.tsk"\nx = @string.upper($v)\nz = @env("A", 1)\n[service]\nname = @date("Y")\n');
    write('b.tsk', '$v = "up"\ny = 1 + 2\n');
    const { code, out, err } = runCli(['eval', '--resolve', 'a.tsk']);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual({
      y: 3,
      x: 'UP',
      z: { $expr: '@env("A", 1)' },
      service: { name: { $expr: '@date("Y")' } },
    });
  });

  it('ends with 1 on a mistake, which it shows', () => {
    write('a.tsk', 'x = 1 / 0\n');
    const { code, out, err } = runCli(['eval', '--resolve', 'a.tsk']);
    expect([code, JSON.parse(out)]).toEqual([1, { x: null }]);
    expect(err).toContain('a.tsk:1:9: error TSK3005');
  });

  it('prints a line for each file with --format jsonl', () => {
    write('a.tsk', 'x = 1 + 1\n');
    write('b.tsk', 'x = 2 + $a\n');
    const { code, out } = runCli(['eval', '--resolve', '--format', 'jsonl', 'a.tsk', 'b.tsk']);
    const [a, b] = out.trimEnd().split('\n');
    expect(code).toBe(1);
    expect(JSON.parse(a ?? '')).toEqual({ file: 'a.tsk', data: { x: 2 }, diagnostics: [] });
    expect(JSON.parse(b ?? '')).toMatchObject({ diagnostics: [{ code: 'TSK3001', mnemonic: 'E_UNDEFINED', line: 1 }] });
  });
});

describe('get', () => {
  const base = '$region = "EU"\n[service]\nname = "base"\n[load_balancing]\nssl = true\n';
  const shop =
    '@include "base.tsk"\n$suffix = @string.lower($region)\n[service]\nname = "shop-" + $suffix\nargs = [@env("N", 1)]\n';

  it('prints a value, where it is written, what it is made of, and what it overrides', () => {
    write('base.tsk', base);
    write('shop.tsk', shop);
    expect(runCli(['get', 'service.name', 'shop.tsk'])).toEqual({
      code: 0,
      err: '',
      out: `service.name = "shop-eu"
  written in shop.tsk:4:8 as "shop-" + $suffix
    $suffix is "eu", from shop.tsk:2:11
      @string.lower("EU") is "eu"
        $region is "EU", from base.tsk:1:11
  overrides "base" in base.tsk:3:8
`,
    });
  });

  it.each([
    ['service.args[0]', 'looked up in the environment when the runtime starts: N, or 1 where it is not set'],
    ['service.port_variable', 'service.port_variable = "PORT"\n  the default: it is not written in any file'],
    ['load_balancing.ssl', 'written in base.tsk:5:7 as true'],
  ])('%s: %s', (key, text) => {
    write('base.tsk', base);
    write('shop.tsk', shop);
    expect(runCli(['get', key, 'shop.tsk']).out).toContain(text);
  });

  it('prints for programs as JSON', () => {
    write('a.tsk', '[service]\nname = "a" + "b"\n');
    expect(JSON.parse(runCli(['get', '--json', 'service.name', 'a.tsk']).out)).toEqual({
      path: ['service', 'name'],
      value: 'ab',
      steps: [
        {
          kind: 'written',
          place: { file: 'a.tsk', line: 2, column: 8 },
          text: '"a" + "b"',
          isHead: false,
          value: 'ab',
          from: [],
        },
      ],
    });
  });

  it('takes query for get, and * for one or more keys', () => {
    write('a.tsk', '[service]\nname = "a"\n[auto_scaling.policies]\nscale_up = { max_instances = 3 }\n');
    write('b.tsk', '[auto_scaling]\nmax_instances = 3\n[load_balancing.instances.name]\nhost = "h"\nport = 1\n');
    const keysOf = (pattern: string): readonly string[] =>
      JSON.parse(runCli(['query', '--format', 'json', pattern, 'a.tsk', 'b.tsk']).out).map(
        ({ path }: { readonly path: readonly string[] }) => path.join('.'),
      );
    expect(keysOf('*.max_instances')).toEqual([
      'auto_scaling.policies.scale_up.max_instances',
      'auto_scaling.max_instances',
    ]);
    expect(keysOf('auto_scaling.*.max_instances')).toEqual(['auto_scaling.policies.scale_up.max_instances']);
    expect(keysOf('service.*')).toEqual(['service.name']);
    expect(keysOf('*.instances')).toEqual(['load_balancing.instances']);
    expect(runCli(['get', '*.max_instances', 'b.tsk']).out).toBe(
      'auto_scaling.max_instances = 3\n  written in b.tsk:2:17 as 3\n',
    );
    expect(runCli(['get', '*.nothing', 'b.tsk'])).toMatchObject({ code: 1, out: '' });
  });

  it('ends with 1 where there is no such key, and says which may be meant', () => {
    write('a.tsk', good);
    const { code, out, err } = runCli(['get', 'service.nam', 'a.tsk']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain("There is no key 'service.nam'; 'nam' may be meant to be 'name'.");
  });
});

describe('--root', () => {
  it('lets includes lead out of the working directory, which is refused without it', () => {
    write('app/conf/a.tsk', '@include "../../base.tsk"\n');
    write('base.tsk', good);
    expect(runCli(['app/conf/a.tsk']).code).toBe(0);
    const inside = (extra: readonly string[]): Outcome => runCli(['check', 'conf/a.tsk', ...extra], '', {}, 'app');
    expect(inside([]).out).toContain('TSK3022');
    expect(inside(['--root', '..'])).toMatchObject({ code: 0, out: 'No findings in 2 files\n' });
  });
});

describe('wrong usage ends with 2 and a way out', () => {
  const cases: readonly (readonly [what: string, args: readonly string[], message: string])[] = [
    ['no file', [], "missing required argument 'files'"],
    ['a file that is not there', ['nope.tsk'], "There is no file or folder 'nope.tsk'."],
    ['a pattern without a match', ['*.cfg'], "No file matches '*.cfg'."],
    ['a folder without .tsk files', ['empty'], "The folder 'empty' has no .tsk files"],
    ['an unknown option', ['--colour', 'a.tsk'], "unknown option '--colour'"],
    ['an unknown format', ['check', '--format', 'xml', 'a.tsk'], 'Allowed choices are pretty, json'],
    ['text that is not UTF-8', ['latin1.tsk'], "'latin1.tsk' is not UTF-8 text"],
    ['a folder as output', ['a.tsk', '-o', 'empty'], "'empty' is a folder"],
    ['an output that is an input', ['a.tsk', '-o', './a.tsk'], 'is one of the files to compile'],
    ['several documents for eval', ['eval', 'a.tsk', 'b.tsk'], 'use --format jsonl'],
  ];

  it.each(cases)('%s', (_what, args, message) => {
    mkdirSync(join(cwd, 'empty'));
    write('a.tsk', good);
    write('b.tsk', good);
    write('latin1.tsk', Uint8Array.of(0x78, 0x3d, 0xe9, 0x0a));
    const { code, out, err } = runCli(args);
    expect(err).toContain(message);
    expect([code, out]).toEqual([2, '']);
  });
});

describe('the program itself', () => {
  it('says its version, that of the package', () => {
    expect(runCli(['--version'])).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' });
  });

  it('explains itself and each of its commands, with examples and exit codes', async () => {
    const cli = makeCliFolder();
    const { code, out } = await cli.run(['--help']);
    expect(code).toBe(0);
    for (const { name, aliases } of commands) {
      expect(out).toContain(`\n  ${[name, ...aliases.slice(0, 1)].join('|')} `);
      const help = await cli.run([name, '--help']);
      expect(help.code).toBe(0);
      for (const part of ['Examples:\n  ', 'Exit codes:\n  0  ']) expect(help.out, name).toContain(part);
      expect((await cli.run(['help', name])).out).toBe(help.out);
    }
    for (const exit of [0, 1, 2, 3, 70]) expect(out).toMatch(new RegExp(`^ {2}${exit} `, 'm'));
    cli.remove();
  });

  it('suggests the command where a word that is none was taken for a file', () => {
    const { code, err } = runCli(['chek', 'a.tsk']);
    expect([code, err]).toEqual([2, expect.stringContaining("Did you mean the command 'check'?")]);
  });

  it('ends with 70 on a bug of its own, and says what to report', () => {
    write('a.tsk', good);
    const breakOnPurpose = 'data:text/javascript,Map.groupBy=()=>{throw%20new%20Error(`broken%20on%20purpose`)}';
    const { code, out, err } = runCli(['plan', 'a.tsk'], '', { NODE_OPTIONS: `--import=${breakOnPurpose}` });
    expect([code, out]).toEqual([70, '']);
    expect(err).toContain('error TSK9001: this is a bug in tsk-compile');
    expect(err).toContain('broken on purpose');
  });
});
