import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectFiles } from '../../compiler/src/cli/io/collect-files.ts';
import { loadConfigurations } from '../../compiler/src/cli/io/load.ts';
import { processShell } from '../../compiler/src/cli/io/shell.ts';
import { type CliFolder, makeCliFolder } from './run-cli.ts';

let cli: CliFolder;
beforeEach(() => {
  cli = makeCliFolder();
});
afterEach(() => cli.remove());

const good = '[service]\nname = "shop"\n';

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) cli.write(name, text);
}

describe('.gitignore', () => {
  const cases: readonly (readonly [what: string, rules: Record<string, string>, kept: readonly string[]])[] = [
    ['no file leaves nothing out', {}, ['a.tsk', 'b.tsk', 'gen/a.tsk', 'gen/sub/b.tsk']],
    ['a name', { '.gitignore': 'a.tsk\n' }, ['b.tsk', 'gen/sub/b.tsk']],
    ['a folder', { '.gitignore': 'gen/\n' }, ['a.tsk', 'b.tsk']],
    ['a name at the root', { '.gitignore': '/a.tsk\n' }, ['b.tsk', 'gen/a.tsk', 'gen/sub/b.tsk']],
    ['an exception', { '.gitignore': '*.tsk\n!b.tsk\n' }, ['b.tsk', 'gen/sub/b.tsk']],
    ['an exception in an ignored folder', { '.gitignore': 'gen/\n!gen/a.tsk\n' }, ['a.tsk', 'b.tsk']],
    ['a file in a folder', { 'gen/.gitignore': 'a.tsk\n' }, ['a.tsk', 'b.tsk', 'gen/sub/b.tsk']],
    [
      'an exception nearer to the file',
      { '.gitignore': 'b.tsk\n', 'gen/.gitignore': '!b.tsk\n' },
      ['a.tsk', 'gen/a.tsk', 'gen/sub/b.tsk'],
    ],
    ['a pattern below a folder', { 'gen/.gitignore': 'sub/*.tsk\n' }, ['a.tsk', 'b.tsk', 'gen/a.tsk']],
  ];

  it.each(cases)('%s', async (_what, rules, kept) => {
    write({ 'a.tsk': good, 'b.tsk': good, 'gen/a.tsk': good, 'gen/sub/b.tsk': good, ...rules });
    expect(await collectFiles(['.'], cli.path)).toEqual(kept);
    expect(await collectFiles(['**/*.tsk'], cli.path)).toEqual(kept);
  });

  it('leaves out what git leaves out', async () => {
    write({
      'a.tsk': good,
      'b.tsk': good,
      'gen/a.tsk': good,
      'gen/b.tsk': good,
      'gen/sub/a.tsk': good,
      'sub/gen/b.tsk': good,
    });
    spawnSync('git', ['init', '-q'], { cwd: cli.path });
    const line = fc.constantFrom(
      'a.tsk',
      '/a.tsk',
      '*.tsk',
      '!a.tsk',
      'gen',
      'gen/',
      '!gen/',
      'sub/*',
      '**/gen/*',
      '!*.tsk',
      '#a',
      '/gen/b.tsk',
      'gen/**',
    );
    const rules = fc.array(line, { maxLength: 4 }).map((lines) => `${lines.join('\n')}\n`);
    await fc.assert(
      fc.asyncProperty(rules, rules, async (top, inner) => {
        write({ '.gitignore': top, 'gen/.gitignore': inner });
        const { stdout } = spawnSync('git', ['ls-files', '--others', '--exclude-standard', '*.tsk'], {
          cwd: cli.path,
          encoding: 'utf8',
        });
        const kept = stdout.split('\n').filter((name) => name !== '');
        const found = await collectFiles(['.'], cli.path).catch(() => []);
        expect(found).toEqual(kept.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('counts from the root of the repository, and not for a file that is named itself, nor with --no-ignore', async () => {
    write({
      '.git/HEAD': '',
      '.gitignore': 'draft.tsk\n',
      'conf/a.tsk': good,
      'conf/draft.tsk': '[service]\nname = 5\n',
    });
    expect((await cli.run(['check', 'conf'])).code).toBe(0);
    expect((await cli.run(['check', 'conf', '--no-ignore'])).code).toBe(1);
    expect((await cli.run(['check', 'conf/draft.tsk'])).code).toBe(1);
    expect((await cli.run(['conf', '--no-ignore'])).code).toBe(1);
    expect((await cli.run(['fmt', '--check', 'conf'])).err).toContain('0 of 1 file');
  });

  it('is named where it leaves nothing', async () => {
    write({ '.gitignore': '*.tsk\n', 'conf/a.tsk': good });
    const { code, err } = await cli.run(['check', 'conf']);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('but those that .gitignore leaves out (1); add --no-ignore'),
    ]);
  });
});

describe('configurations', () => {
  it('are not mixed: several are wrong usage of a command that takes one, and are listed with the way out', async () => {
    write({ 'a/x.tsk': good, 'a/y.tsk': '[server]\n', 'b/x.tsk': good });
    for (const command of ['build', 'plan']) {
      const { code, out, err } = await cli.run([command, '.']);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('These are 2 configurations, and this command takes one:\n  a/x.tsk a/y.tsk\n  b/x.tsk\n');
      expect(err).toContain('name files one by one');
    }
    expect((await cli.run(['get', 'service.name', 'a', 'b'])).code).toBe(2);
    expect((await cli.run(['a'])).code).toBe(0);
  });

  it('are one where files are named one by one, from whichever folders', async () => {
    write({ 'a/x.tsk': good, 'b/y.tsk': '[server]\nlisten = "127.0.0.1:81"\n' });
    const { code, out } = await cli.run(['a/x.tsk', 'b/y.tsk']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ service: { name: 'shop' }, server: { port: 81 } });
  });

  it('take what they include along, so that a shared folder is no configuration of its own', async () => {
    write({ 'shared/base.tsk': '[server]\n', 'a/x.tsk': `@include "../shared/base.tsk"\n${good}` });
    expect((await cli.run(['.'])).code).toBe(0);
  });

  it('leave out what tsk.json ignores', async () => {
    write({ 'tsk.json': '{ "ignore": ["b/**"] }', 'a/x.tsk': good, 'b/x.tsk': good });
    expect((await cli.run(['.'])).code).toBe(0);
  });

  it('come one after another, each file parsed once, also one that several include', async () => {
    const shell = { ...processShell(), cwd: cli.path };
    write({ 'base.tsk': '[server]\n' });
    for (const folder of ['a', 'b', 'c']) {
      write({ [`${folder}/x.tsk`]: '@include "../base.tsk"\n', [`${folder}/y.tsk`]: good });
    }
    const parsed: string[] = [];
    const { parseDocument } = await import('@tsk/parser');
    const options = {
      stdinFilename: 'x',
      parse: (text: string, file: string) => {
        parsed.push(file);
        return parseDocument(text, { file });
      },
    };
    const groups: (readonly string[])[] = [];
    for await (const { analysis, files } of loadConfigurations(shell, ['.'], options)) {
      groups.push(files);
      expect(analysis.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect([...analysis.documents.keys()]).toContain('base.tsk');
    }
    expect(groups).toEqual([
      ['a/x.tsk', 'a/y.tsk'],
      ['b/x.tsk', 'b/y.tsk'],
      ['c/x.tsk', 'c/y.tsk'],
    ]);
    expect(parsed.toSorted()).toEqual([...groups.flat(), 'base.tsk'].toSorted());
  });
});
