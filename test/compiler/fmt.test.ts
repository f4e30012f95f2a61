import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { format, parse } from '@tsk/parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../compiler/src/cli/run.ts';

let cwd = '';

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'tsk-fmt-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function fmt(args: readonly string[], input = ''): Promise<Outcome> {
  let out = '';
  let err = '';
  const code = await run(['fmt', ...args], {
    cwd,
    env: {},
    stdin: Readable.from([Buffer.from(input)]),
    nowMs: () => 0,
    out: { isTerminal: false, write: (text) => (out += text) },
    err: { isTerminal: false, write: (text) => (err += text) },
    interrupted: () => new Promise(() => undefined),
  });
  return { code, out, err };
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(cwd, name)), { recursive: true });
  writeFileSync(join(cwd, name), text);
}

function read(name: string): string {
  return readFileSync(join(cwd, name), 'utf8');
}

describe('fmt', () => {
  it('formats files in place, and names those that it changed', async () => {
    write('c/a.tsk', 'a=1\n');
    write('c/b.tsk', 'b = 1\n');
    expect(await fmt(['c'])).toEqual({ code: 0, out: 'formatted c/a.tsk\n', err: '1 of 2 files changed\n' });
    expect([read('c/a.tsk'), read('c/b.tsk')]).toEqual(['a = 1\n', 'b = 1\n']);
    expect(await fmt(['c/*.tsk'])).toEqual({ code: 0, out: '', err: '0 of 2 files changed\n' });
    expect(readdirSync(join(cwd, 'c'))).toEqual(['a.tsk', 'b.tsk']);
  });

  it('leaves links links, and what may be executed executable', async () => {
    write('a.tsk', '#!/usr/bin/env tsk-run\na=1\n');
    chmodSync(join(cwd, 'a.tsk'), 0o755);
    symlinkSync('a.tsk', join(cwd, 'link.tsk'));
    expect((await fmt(['link.tsk'])).code).toBe(0);
    expect(read('a.tsk')).toBe('#!/usr/bin/env tsk-run\na = 1\n');
    expect(lstatSync(join(cwd, 'link.tsk')).isSymbolicLink()).toBe(true);
    expect(statSync(join(cwd, 'a.tsk')).mode & 0o777).toBe(0o755);
  });

  it('formats around mistakes, and says where they are', async () => {
    write('a.tsk', 'a=1\nb =  = 2\nc=3\n');
    const { code, out, err } = await fmt(['a.tsk']);
    expect([code, out]).toEqual([0, 'formatted a.tsk\n']);
    expect(err).toMatch(/^a\.tsk:2:\d+: warning TSK\d{4}: left as it is: /);
    expect(read('a.tsk')).toBe('a = 1\nb =  = 2\nc = 3\n');
  });

  it('writes nothing where a file cannot be read', async () => {
    write('a.tsk', 'a=1\n');
    writeFileSync(join(cwd, 'b.tsk'), Buffer.from([0x61, 0xff]));
    expect(await fmt(['a.tsk', 'b.tsk'])).toEqual({
      code: 2,
      out: '',
      err: "error: 'b.tsk' is not UTF-8 text; save it as UTF-8.\n",
    });
    expect((await fmt(['missing.tsk'])).code).toBe(2);
    expect(read('a.tsk')).toBe('a=1\n');
  });

  it('formats standard input to standard output', async () => {
    expect(await fmt(['-'], 'a=1')).toEqual({ code: 0, out: 'a = 1\n', err: '' });
    expect(await fmt(['-'], 'a = 1\n')).toEqual({ code: 0, out: 'a = 1\n', err: '' });
    write('c/tsk.json', '{ "format": { "indentSize": 2 } }');
    expect((await fmt(['-', '--stdin-filename', 'c/a.tsk'], 'a:\n b = 1\n')).out).toBe('a:\n  b = 1\n');
    expect((await fmt(['-', '--stdin-filename', 'c/a.tsk'], 'a = = 1\n')).err).toMatch(/^c\/a\.tsk:1:/);
  });
});

describe('fmt --check', () => {
  it('names the files that would change, and ends with 1', async () => {
    write('a.tsk', 'a=1\n');
    write('b.tsk', 'b = 1\n');
    expect(await fmt(['--check', '.'])).toEqual({
      code: 1,
      out: 'would change a.tsk\n',
      err: '1 of 2 files would change\n',
    });
    expect(read('a.tsk')).toBe('a=1\n');
    expect((await fmt(['--check', 'b.tsk'])).code).toBe(0);
    expect(await fmt(['--check', '-'], 'a=1\n')).toEqual({ code: 1, out: 'would change stdin.tsk\n', err: '' });
  });

  it('has no objection to a file with mistakes that would not change', async () => {
    write('a.tsk', 'a = = 1\n');
    expect((await fmt(['--check', 'a.tsk'])).code).toBe(0);
  });
});

describe('fmt --diff', () => {
  it('prints what would change, and writes nothing', async () => {
    const lines = Array.from({ length: 20 }, (_, index) => `k${index} = ${index}`);
    write('a.tsk', `${lines.join('\n').replace('k2 = ', 'k2=').replace('k17 = ', 'k17: ')}\n\n\n\n[s]`);
    const { code, out } = await fmt(['--diff', 'a.tsk']);
    expect(code).toBe(0);
    expect(out).toBe(`--- a.tsk
+++ a.tsk
@@ -1,6 +1,6 @@
 k0 = 0
 k1 = 1
-k2=2
+k2 = 2
 k3 = 3
 k4 = 4
 k5 = 5
@@ -15,10 +15,8 @@
 k14 = 14
 k15 = 15
 k16 = 16
-k17: 17
+k17 = 17
 k18 = 18
 k19 = 19
 
-
-
-[s]
\\ No newline at end of file
+[s]
`);
    expect(read('a.tsk')).toContain('k2=2');
    expect((await fmt(['--diff', '--check', 'a.tsk'])).code).toBe(1);
  });

  it('prints nothing for a file that stays', async () => {
    write('a.tsk', 'a = 1\n');
    expect((await fmt(['--diff', '--check', 'a.tsk'])).out).toBe('');
  });
});

describe('the settings of fmt', () => {
  const text = 'a:\n   b = [1, 2, 3, 4, 5, 6]\n';

  it.each<[string, Record<string, string>, string]>([
    [
      'come from the nearest tsk.json',
      { 'tsk.json': '{ "format": { "useTabs": true } }' },
      'a:\n\tb = [1, 2, 3, 4, 5, 6]\n',
    ],
    [
      'are not mixed with those of a tsk.json further up',
      { 'tsk.json': '{ "format": { "useTabs": true } }', 'c/tsk.json': '{}' },
      'a:\n    b = [1, 2, 3, 4, 5, 6]\n',
    ],
    [
      'come from .editorconfig files, the nearer before the further',
      {
        '.editorconfig': '[*]\nindent_size = 8\nend_of_line = crlf',
        'c/.editorconfig': '[*.{json,tsk}]\nindent_size = 1',
      },
      'a:\r\n b = [1, 2, 3, 4, 5, 6]\r\n',
    ],
    [
      'do not come from above a root .editorconfig, nor from sections for other files',
      { '.editorconfig': '[*]\nindent_size = 8', 'c/.editorconfig': 'root = true\n[*.md]\nindent_size = 1' },
      'a:\n    b = [1, 2, 3, 4, 5, 6]\n',
    ],
    [
      'of tsk.json count before those of .editorconfig',
      {
        'c/.editorconfig':
          '# all\n[*]\nindent_style = tab\nmax_line_length = 20 ; narrow\ninsert_final_newline = false',
        'tsk.json': '{ "format": { "useTabs": false, "indentSize": 2 } }',
      },
      'a:\n  b = [\n    1,\n    2,\n    3,\n    4,\n    5,\n    6\n  ]',
    ],
  ])('%s', async (_what, files, expected) => {
    for (const [name, content] of Object.entries(files)) write(name, content);
    write('c/a.tsk', text);
    await fmt(['c/a.tsk']);
    expect(read('c/a.tsk')).toBe(expected);
  });

  it.each([
    [
      '{ "format": { "maxWith": 80 } }',
      "'tsk.json' has a setting 'format.maxWith', which there is not. Did you mean 'maxWidth'?",
    ],
    ['{ "format": { "zzz": 80 } }', 'They are indentSize, useTabs, maxWidth, alignComments, endOfLine, finalNewline.'],
    [
      '{ "format": { "maxWidth": "80" } }',
      `'format.maxWidth' in 'tsk.json' is "80", and must be a whole number from 20 to 10000.`,
    ],
    ['{ "format": { "endOfLine": "cr" } }', 'must be "auto", "lf", "crlf".'],
    ['{ "format": { "useTabs": 1 } }', 'must be true or false.'],
    ['{ "format": [] }', "'format' in 'tsk.json' must be an object"],
    ['[]', "'tsk.json' must be an object"],
    ['{', "'tsk.json' is not JSON"],
  ])('are refused where they are wrong: %s', async (settings, message) => {
    write('tsk.json', settings);
    write('a.tsk', 'a=1\n');
    const { code, err } = await fmt(['a.tsk']);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(read('a.tsk')).toBe('a=1\n');
  });
});

describe('the page about fmt', () => {
  const page = readFileSync(new URL('../../docs/compiler/fmt.md', import.meta.url), 'utf8');
  const examples = [
    ...page.matchAll(/<!-- before -->\n```tsk\n(.*?)^```\n\n<!-- after -->\n```tsk\n(.*?)^```$/gms),
  ].map(([, before = '', after = '']) => ({ before, after }));

  it('has an example for each rule', () => {
    expect(examples).toHaveLength(page.split('\n### ').length - 1);
  });

  it.each(examples)('shows what becomes of %j', ({ before, after }) => {
    expect(format(parse(before, { file: 'fmt.md' }))).toBe(after);
  });

  it('names every setting, with its default', () => {
    const settings = page.slice(page.indexOf('| setting |'), page.indexOf('| property |'));
    const rows = [...settings.matchAll(/^\| `(\w+)` \| `(.*?)` \|/gm)].map(([, name, value]) => [
      name,
      JSON.parse(value ?? ''),
    ]);
    const text = 'a:\n  b = 1 # x\n  cc = 2 # y\n';
    expect(rows).toHaveLength(6);
    expect(format(parse(text, { file: 'a.tsk' }), Object.fromEntries(rows))).toBe(
      format(parse(text, { file: 'a.tsk' })),
    );
  });
});
