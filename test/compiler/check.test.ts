import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reporters } from '../../compiler/src/cli/report/index.ts';
import { parseXml } from './parse-xml.ts';
import { type CliFolder, makeCliFolder } from './run-cli.ts';

let folder: CliFolder;
beforeEach(() => {
  folder = makeCliFolder();
});
afterEach(() => folder.remove());

const doubtful = '[load_balancing.health_checks]\ninterval = 5\ntimeout = 10\n';
const wrong = '[service]\nname = 5\n';

describe('check', () => {
  it('takes each folder as a configuration of its own', async () => {
    folder.write('a/a.tsk', '[service]\nname = "one"\n');
    folder.write('b/b.tsk', '[service]\nname = "two"\n');
    const { code, out } = await folder.run(['check', '.']);
    expect([code, out]).toEqual([0, 'No findings in 2 files of 2 configurations\n']);
    expect((await folder.run(['check', 'a/a.tsk', 'b/b.tsk'])).out).toContain('TSK5001');
  });

  it('reports a file that several configurations include once', async () => {
    folder.write('base.tsk', doubtful);
    for (const name of ['a', 'b']) folder.write(`${name}/x.tsk`, '@include "../base.tsk"\n');
    const { out } = await folder.run(['check', '.', '--format', 'jsonl']);
    expect(out.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['error', 0],
    ['warning', 1],
    ['info', 1],
    ['never', 0],
  ])('ends as --fail-level %s asks for', async (level, code) => {
    folder.write('a.tsk', doubtful);
    expect((await folder.run(['check', 'a.tsk', '--fail-level', level])).code).toBe(code);
  });

  it('never fails where it is asked not to', async () => {
    folder.write('a.tsk', wrong);
    const { code, out } = await folder.run(['check', 'a.tsk', '--fail-level', 'never', '--format', 'junit']);
    expect(code).toBe(0);
    expect(parseXml(out).attributes['failures']).toBe('0');
  });

  it('reports errors only with --quiet, and nothing where there is none', async () => {
    folder.write('a.tsk', doubtful);
    expect(await folder.run(['check', 'a.tsk', '--quiet'])).toEqual({ code: 0, out: '', err: '' });
    folder.write('b.tsk', wrong);
    const { out } = await folder.run(['check', 'a.tsk', 'b.tsk', '--quiet', '--format', 'text']);
    expect(out).toMatch(/^b\.tsk:2:8: error TSK4003: .*\n$/);
  });

  it('stops reporting at --max-findings, and says how many are left', async () => {
    folder.write('a.tsk', '[service]\nname = 5\nprovider = 6\n');
    const { code, out } = await folder.run(['check', 'a.tsk', '--max-findings', '1']);
    expect(code).toBe(1);
    expect(out.match(/error TSK/g)).toHaveLength(1);
    expect(out).toContain('2 errors in 1 file (1 not shown)\n');
  });

  it.each<[string, readonly string[], Record<string, string>, boolean, boolean]>([
    ['none into a file', [], {}, false, false],
    ['some on a terminal', [], {}, true, true],
    ['none with --color never', ['--color', 'never'], { FORCE_COLOR: '1' }, true, false],
    ['some with --color always', ['--color', 'always'], { NO_COLOR: '1' }, false, true],
    ['none with NO_COLOR', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['some with FORCE_COLOR', [], { FORCE_COLOR: '1' }, false, true],
    ['none with FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, true, false],
  ])('uses colours: %s', async (_what, args, env, isTerminal, expected) => {
    folder.write('a.tsk', wrong);
    const { out } = await folder.run(['check', 'a.tsk', ...args], { env, isTerminal });
    expect(out.includes('\u001b[')).toBe(expected);
  });

  it('says how long it took', async () => {
    folder.write('a.tsk', 'x = 1\n');
    const { err } = await folder.run(['check', 'a.tsk', '--timings']);
    expect(err).toMatch(/^start +\d+\.\d ms\nanalysis .*\nreport .*\ntotal .*\n1 file, \d+ a second\n$/);
  });
});

describe('reports of check', () => {
  it.each(reporters.map(({ name }) => name))('have the form %s', async (name) => {
    folder.write('a.tsk', doubtful);
    const { code, out } = await folder.run(['check', 'a.tsk', '--format', name]);
    expect(code).toBe(0);
    expect(out).toContain('TSK5105');
  });

  it('go to several places at once', async () => {
    folder.write('a.tsk', doubtful);
    const args = ['check', 'a.tsk', '--format', 'text', '--format', 'sarif=out/a.sarif', '--format=junit=a.xml'];
    const { code, out, err } = await folder.run(args);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^a\.tsk:3:11: warning TSK5105: /);
    expect(JSON.parse(folder.read('out/a.sarif'))).toMatchObject({ version: '2.1.0' });
    expect(parseXml(folder.read('a.xml')).name).toBe('testsuites');
  });

  it('go where --output-file says, and leave a line on standard error', async () => {
    folder.write('a.tsk', doubtful);
    const { out, err } = await folder.run(['check', 'a.tsk', '--format', 'gitlab', '-o', 'q.json']);
    expect([out, err]).toEqual(['', '1 warning in 1 file\n']);
    expect(JSON.parse(folder.read('q.json'))).toMatchObject([{ check_name: 'TSK5105', location: { path: 'a.tsk' } }]);
  });

  it.each([
    [['--format', 'sari'], "Did you mean 'sarif'?"],
    [['--format', 'zzzz'], 'Allowed choices are pretty, json, jsonl, text'],
    [['--format', 'sarif='], "Name a file after the '='"],
    [['--format', 'text', '--format', 'json'], 'name a file for one of them, as in --format text --format json=FILE'],
    [['--format', 'text=a.txt', '-o', 'b.txt'], 'there is no report left for --output-file b.txt'],
    [['--max-findings', '0'], 'It must be a whole number from 1.'],
    [['--fail-level', 'bad'], 'Allowed choices are error, warning, info, never'],
  ])('are refused where they cannot be made: %j', async (args, message) => {
    folder.write('a.tsk', doubtful);
    const { code, out, err } = await folder.run(['check', 'a.tsk', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(existsSync(join(folder.path, 'a.txt'))).toBe(false);
  });

  it('of sarif link to the pages under --docs-url', async () => {
    folder.write('a.tsk', doubtful);
    const { out } = await folder.run(['check', 'a.tsk', '--format', 'sarif', '--docs-url', 'https://example.org/d/']);
    const [rule] = JSON.parse(out).runs[0].tool.driver.rules;
    expect(rule.helpUri).toBe('https://example.org/d/TSK5105.md');
    expect(rule.help.markdown).toMatch(/^# TSK5105: /);
  });
});

describe('check with a tsk.json', () => {
  it('takes the rules of the nearest one for each file', async () => {
    folder.write('tsk.json', '{ "rules": { "TSK5105": "error" } }');
    folder.write('b/tsk.json', '{ "rules": { "TSK5105": "off" } }');
    for (const name of ['a', 'b']) folder.write(`${name}/x.tsk`, doubtful);
    const { code, out } = await folder.run(['check', '.', '--format', 'text']);
    expect(code).toBe(1);
    expect(out).toMatch(/^a\/x\.tsk:3:11: error TSK5105: .*\n$/);
  });

  it('reads patterns from its folder, wherever the command is run', async () => {
    folder.write('tsk.json', '{ "overrides": [{ "files": ["b/*"], "rules": { "TSK5105": "off" } }] }');
    folder.write('b/x.tsk', doubtful);
    folder.write('c/x.tsk', doubtful);
    expect((await folder.run(['check', 'b/x.tsk'])).out).toBe('No findings in 1 file\n');
    expect((await folder.run(['check', 'c/x.tsk'])).out).toContain('TSK5105');
  });

  it('leaves out what it ignores, unless the file itself is named', async () => {
    folder.write('tsk.json', '{ "ignore": ["*.draft.tsk"] }');
    folder.write('a.tsk', 'x = 1\n');
    folder.write('b.draft.tsk', doubtful);
    expect((await folder.run(['check', '.'])).out).toBe('No findings in 1 file\n');
    expect((await folder.run(['check', 'b.draft.tsk'])).out).toContain('TSK5105');
  });

  it('counts for standard input under the name that it is given', async () => {
    folder.write('b/tsk.json', '{ "rules": { "TSK5105": "off" } }');
    const run = (name: string) => folder.run(['check', '-', '--stdin-filename', name], { input: doubtful });
    expect((await run('b/x.tsk')).out).toBe('No findings in 1 file\n');
    expect((await run('a/x.tsk')).out).toContain('a/x.tsk:3:11: warning TSK5105');
  });

  it('reports what is wrong with it', async () => {
    folder.write('tsk.json', '{\n  "rulez": {}\n}\n');
    folder.write('a.tsk', 'x = 1\n');
    const { code, out } = await folder.run(['check', 'a.tsk']);
    expect(code).toBe(1);
    expect(out).toContain("tsk.json:2:3: error TSK4202: 'tsk.json' has a setting 'rulez', which there is not.");
    expect(out).toContain(' 2 |   "rulez": {}\n   |   ^^^^^^^\n   help: Write "rules"\n');
  });
});

describe('check --watch', () => {
  it('checks again when a file or tsk.json changes, and ends with the code of the last run', async () => {
    folder.write('a.tsk', doubtful);
    const { promise: interrupted, resolve: interrupt } = Promise.withResolvers<void>();
    let shown = '';
    const seen = (text: string): void => {
      shown += text;
    };
    const isWaiting = (times: number) =>
      vi.waitFor(() => expect(shown.match(/Watching for changes/g)).toHaveLength(times), { timeout: 10_000 });
    const ended = folder.run(['check', '.', '--watch', '--format', 'text'], { interrupted, seen });
    await isWaiting(1);
    expect(shown).toContain('a.tsk:3:11: warning TSK5105');
    shown = '';
    folder.write('tsk.json', '{ "rules": { "TSK5105": "error" } }');
    await isWaiting(1);
    expect(shown).toContain('a.tsk:3:11: error TSK5105');
    interrupt();
    expect((await ended).code).toBe(1);
  });
});
