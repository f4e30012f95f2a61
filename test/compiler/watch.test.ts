import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CliFolder, makeCliFolder } from './run-cli.ts';

const main = fileURLToPath(new URL('../../compiler/src/cli/main.ts', import.meta.url));

let cli: CliFolder;
let child: ChildProcess | undefined;
beforeEach(() => {
  cli = makeCliFolder();
});
afterEach(() => {
  child?.kill('SIGKILL');
  cli.remove();
});

interface Watched {
  /** Waits until the command has waited for changes so many times. */
  readonly rounds: (count: number) => Promise<void>;
  readonly err: () => string;
  /** Presses Ctrl-C, and gives the exit code. */
  readonly interrupt: () => Promise<number | null>;
}

function watch(...args: readonly string[]): Watched {
  const started = spawn(process.execPath, ['--conditions=@tsk/source', main, ...args, '--watch'], { cwd: cli.path });
  child = started;
  let err = '';
  started.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<number | null>((resolve) => started.once('close', resolve));
  return {
    rounds: (count) =>
      vi.waitFor(() => expect(err.split('Watching for changes').length - 1, err).toBeGreaterThanOrEqual(count), 20_000),
    err: () => err,
    interrupt: () => {
      started.kill('SIGINT');
      return ended;
    },
  };
}

const named = (name: string): string => `[service]\nname = "${name}"\n`;

describe('--watch', () => {
  it('builds again on a change, says which, and ends on Ctrl-C with the code of the last run', async () => {
    cli.write('c/a.tsk', '@include "../base.tsk"\n');
    cli.write('base.tsk', named('one'));
    const watched = watch('build', 'c', '-o', 'c/plan.json');
    await watched.rounds(1);
    expect(cli.read('c/plan.json')).toContain('"one"');

    cli.write('base.tsk', named('two'));
    await watched.rounds(2);
    expect(cli.read('c/plan.json')).toContain('"two"');
    expect(watched.err()).toContain('──── base.tsk changed ────');

    cli.write('base.tsk', '[service]\nname = 5\n');
    await watched.rounds(3);
    expect(watched.err()).toContain('error TSK4003');
    expect(cli.read('c/plan.json')).toContain('"two"');
    expect(await watched.interrupt()).toBe(1);
  });

  it('notices new files and folders, and files that go away and come back', async () => {
    cli.write('c/a.tsk', named('one'));
    const watched = watch('check', '.');
    await watched.rounds(1);
    cli.write('c/b.tsk', '[server]\nlisten = 5\n');
    await watched.rounds(2);
    expect(watched.err()).toContain('c/b.tsk changed');
    cli.write('d/e.tsk', named('new'));
    await watched.rounds(3);
    cli.write('c/b.tsk', '[server]\nlisten = "127.0.0.1:80"\n');
    await watched.rounds(4);
    expect(await watched.interrupt()).toBe(0);
  });

  it('does not start again because of what it has written itself', async () => {
    cli.write('a.tsk', named('one'));
    const watched = watch('build', '.', '-o', 'plan.json');
    await watched.rounds(1);
    expect(existsSync(`${cli.path}/plan.json`)).toBe(true);
    cli.write('a.tsk', named('two'));
    await watched.rounds(2);
    expect(await watched.interrupt()).toBe(0);
    expect(watched.err().split('Watching for changes')).toHaveLength(3);
  });

  it('goes on where a run cannot do its work', async () => {
    cli.write('a.tsk', named('one'));
    const watched = watch('build', '*.tsk', '-o', 'plan.json');
    await watched.rounds(1);
    cli.write('a.tsk', Uint8Array.of(0xe9, 0x0a));
    await watched.rounds(2);
    expect(watched.err()).toContain('is not UTF-8 text');
    cli.write('a.tsk', named('two'));
    await watched.rounds(3);
    expect(cli.read('plan.json')).toContain('"two"');
    expect(await watched.interrupt()).toBe(0);
  });
});
