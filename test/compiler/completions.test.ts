import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../compiler/src/cli/commands/index.ts';
import { type CliFolder, makeCliFolder } from './run-cli.ts';

let cli: CliFolder;
beforeAll(async () => {
  cli = makeCliFolder();
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, out } = await cli.run(['completions', shell]);
    expect(code).toBe(0);
    cli.write(`completion.${shell}`, out);
  }
  cli.write('shop.tsk', '');
  cli.write('sub/a.tsk', '');
});
afterAll(() => cli.remove());

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

/** What bash offers for the last of the words. */
function completeInBash(...words: readonly string[]): readonly string[] {
  const script = `source ./completion.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _tsk_compile; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', script, 'bash', 'tsk-compile', ...words], {
    cwd: cli.path,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((line) => line !== '');
}

describe.skipIf(!has('bash'))('completion in bash', () => {
  const cases: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
    [['ch'], ['check']],
    [['f'], ['fmt', 'format']],
    [['check', '--fo'], ['--format']],
    [['--out'], ['--output']],
    [
      ['plan', '--fail-on', ''],
      ['breaking', 'any', 'never'],
    ],
    [['query', '--form'], ['--format']],
    [['schema', 'p'], ['plan']],
    [['completions', 'z'], ['zsh']],
    [['init', '--template', 'st'], ['static-backends']],
    [['check', 'sho'], ['shop.tsk']],
    [['build', '-o', 'sho'], ['shop.tsk']],
    [['explain', '--format', 'm'], ['markdown']],
    [['check', '--zzz'], []],
  ];

  it.each(cases)('of %j', (words, offered) => {
    expect(completeInBash(...words)).toEqual(offered);
  });

  it('offers every command and its other names', () => {
    const offered = completeInBash('');
    for (const { name, aliases } of commands) expect(offered).toEqual(expect.arrayContaining([name, ...aliases]));
  });
});

describe.each([
  ['zsh', ['-n', 'completion.zsh']],
  ['fish', ['--no-execute', 'completion.fish']],
] as const)('the script for %s', (shell, check) => {
  it.skipIf(!has(shell))('is one that the shell can read', () => {
    const { status, stderr } = spawnSync(shell, check, { cwd: cli.path, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('has every command with its options, and quotes what it says of them', async () => {
    const script = cli.read(`completion.${shell}`);
    for (const { name } of commands) {
      expect(script).toContain(name);
      const { out } = await cli.run([name, '--help']);
      for (const [, option = ''] of out.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)) {
        expect(script, `${name} --${option}`).toMatch(
          new RegExp(shell === 'zsh' ? `'--${option}\\[` : `-l ${option} `),
        );
      }
    }
    const quotes = script.replaceAll("'\\''", '').replaceAll("\\'", '').split("'").length - 1;
    expect(quotes % 2).toBe(0);
  });
});

describe('tsk-compile completions', () => {
  it('takes only shells that it knows', async () => {
    const { code, err } = await cli.run(['completions', 'cmd']);
    expect([code, err]).toEqual([2, expect.stringContaining('Allowed choices are bash, zsh, fish')]);
  });
});
