import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CliFolder, makeCliFolder } from './run-cli.ts';

let cli: CliFolder;
beforeEach(() => {
  cli = makeCliFolder();
});
afterEach(() => cli.remove());

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: cli.path, encoding: 'utf8' });
  expect(stderr + status).toMatch(/0$/);
  return stdout;
}

const service = (rest: string): string => `[auto_scaling]\nscoring = "pressure"\n${rest}`;

describe('tsk-compile plan', () => {
  it('shows the plan group by group, with the place of each value or that it is a default', async () => {
    cli.write('a.tsk', '[server]\nlisten = "127.0.0.1:81"\n');
    const { code, out } = await cli.run(['plan', 'a.tsk']);
    expect(code).toBe(0);
    expect(out).toMatch(/^server\n {2}host +127\.0\.0\.1 +a\.tsk:2\n {2}port +81 +a\.tsk:2\n/m);
    expect(out).toMatch(/^ {2}requestTimeoutMs +30 s +default$/m);
    expect((await cli.run(['plan', '--format', 'markdown', 'a.tsk'])).out).toContain('| `port` | 81 | a.tsk:2 |');
    const { values } = JSON.parse((await cli.run(['plan', '--format', 'json', 'a.tsk'])).out);
    expect(values).toContainEqual(expect.objectContaining({ path: ['server', 'port'], value: 81, shown: '81' }));
  });

  it('has no plan where there are errors', async () => {
    cli.write('a.tsk', '[server]\nlisten = true\n');
    const { code, out, err } = await cli.run(['plan', 'a.tsk', '--against', 'a.tsk']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('a.tsk:2:10: error');
  });
});

describe('tsk-compile plan --against', () => {
  it('compares with a git revision: changed, new and deleted files, includes, and files outside of the folder', async () => {
    cli.write('base.tsk', service('min_instances = 4\n'));
    cli.write('app/a.tsk', '@include "../base.tsk"\n[service]\nname = "shop"\n');
    cli.write('app/old.tsk', '[server]\nrequest_timeout = 30s\n');
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'one');
    cli.write('base.tsk', service('min_instances = 2\n'));
    cli.write('app/old.tsk', '');
    cli.write('app/new.tsk', '[debug]\nlog_level = "warn"\n');
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('tsk-revision-'));
    const { code, out, err } = await cli.run(['plan', 'app', '--against', 'HEAD']);
    expect([code, err]).toEqual([3, '']);
    expect(out).toContain(`Capacity
  ! auto_scaling.min_instances  4 → 2
      breaking: Fewer instances run at all times, so that a sudden load meets less capacity.
      base.tsk:3:17
`);
    expect(out).toContain('log_level  info → warn');
    expect(out).toContain('against HEAD, 1 of them breaking.');
    expect(git('status', '--porcelain')).toContain('M base.tsk');
    // What was laid out of the revision is cleared away.
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('tsk-revision-'))).toEqual(before);
  });

  it('compares with a plan that was written, and with another configuration', async () => {
    cli.write('a.tsk', service('max_instances = 8\n[service]\nname = @env("NAME")\n'));
    cli.write('b.tsk', service('max_instances = 9\n[service]\nname = @env("NAME")\n'));
    expect((await cli.run(['a.tsk', '-o', 'plan.json'])).code).toBe(0);
    for (const against of ['plan.json', 'a.tsk']) {
      const { code, out } = await cli.run(['plan', 'b.tsk', '--against', against]);
      expect([code, out]).toEqual([0, expect.stringContaining('max_instances  8 → 9')]);
    }
    expect((await cli.run(['plan', 'a.tsk', '--against', 'plan.json'])).out).toBe(
      "The plan is the same as that of 'plan.json'.\n",
    );
  });

  it.each([
    ['breaking', '1', 3],
    ['breaking', '8', 0],
    ['any', '1', 3],
    ['any', '8', 1],
    ['any', '4', 0],
    ['never', '1', 0],
  ])('--fail-on %s with %s instances at least instead of 4 ends with %i', async (failOn, least, code) => {
    cli.write('a.tsk', service('min_instances = 4\n'));
    cli.write('b.tsk', service(`min_instances = ${least}\n`));
    expect((await cli.run(['plan', 'b.tsk', '--against', 'a.tsk', '--fail-on', failOn])).code).toBe(code);
  });

  it('prints for programs and for reviews', async () => {
    cli.write('a.tsk', service('min_instances = 4\n'));
    cli.write('b.tsk', service('min_instances = 2\n'));
    const json = JSON.parse((await cli.run(['plan', 'b.tsk', '--against', 'a.tsk', '--format', 'json'])).out);
    expect(json).toMatchObject({ against: 'a.tsk', counts: { breaking: 1 } });
    expect(json.changes[0]).toMatchObject({
      key: 'auto_scaling.min_instances',
      before: 4,
      after: 2,
      effects: [
        { effect: 'capacity', trend: 'worse', isBreaking: true },
        { effect: 'cost', trend: 'better' },
      ],
      origin: { file: 'b.tsk', line: 3, isOld: false },
    });
    const { out } = await cli.run(['plan', 'b.tsk', '--against', 'a.tsk', '--format', 'markdown']);
    expect(out).toContain('| **breaking** | `auto_scaling.min_instances`<br>b.tsk:3:17 | 4 | 2 |');
  });

  it.each([
    ['a revision outside of a repository', ['a.tsk', '--against', 'main'], 'no git repository'],
    ['JSON that is no plan', ['a.tsk', '--against', 'x.json'], "'x.json' cannot be compared with"],
    ['a file that is not JSON', ['a.tsk', '--against', 'y.json'], "'y.json' is not JSON"],
    [
      'a configuration with errors',
      ['a.tsk', '--against', 'wrong.tsk'],
      'its configuration has an error (TSK4003 in wrong.tsk',
    ],
  ])('%s cannot be compared with', async (_what, args, message) => {
    cli.write('a.tsk', service(''));
    cli.write('wrong.tsk', '[service]\nname = 5\n');
    cli.write('x.json', '{}');
    cli.write('y.json', 'x');
    const { code, out, err } = await cli.run(['plan', ...args]);
    expect(err).toContain(message);
    expect([code, out]).toEqual([2, '']);
  });

  it('takes no revision for an option of git, and says which revision it does not know', async () => {
    cli.write('a.tsk', service(''));
    git('init', '-q');
    for (const name of ['--output=x', 'nope']) {
      const { code, err } = await cli.run(['plan', 'a.tsk', `--against=${name}`]);
      expect([code, err]).toEqual([2, expect.stringContaining(`'${name}', and git knows no such revision`)]);
    }
    expect(readdirSync(join(cli.path)).toSorted()).toEqual(['.git', 'a.tsk']);
  });
});
