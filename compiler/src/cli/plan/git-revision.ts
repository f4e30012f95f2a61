import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CliFailure } from '../io/cli-failure.ts';

/** The `.tsk` files of a git revision, laid out in a folder of their own. */
export interface CheckedOutRevision {
  /** The folder that stands for the working directory. */
  readonly cwd: string;
  readonly remove: () => Promise<void>;
}

/** Output of git that is larger is not that of a configuration. */
const mostBytes = 512 * 1024 * 1024;

/**
 * Lays out the `.tsk` files of a git revision as they lie in the repository, so that arguments and includes lead to them as
 * they lead to those of the working directory. Neither the working directory nor the repository is changed.
 */
export async function checkOutRevision(cwd: string, revision: string): Promise<CheckedOutRevision> {
  const commit = git(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.toString();
  if (commit === undefined) {
    const isRepository = git(cwd, ['rev-parse', '--git-dir']) !== undefined;
    const reason = isRepository ? 'and git knows no such revision' : 'and this folder is in no git repository';
    throw new CliFailure(
      `There is no file '${revision}', ${reason}; name a plan, a .tsk file, or a revision such as main or HEAD~1.`,
    );
  }
  const top = git(cwd, ['rev-parse', '--show-toplevel'])?.toString().trimEnd() ?? cwd;
  const prefix = git(cwd, ['rev-parse', '--show-prefix'])?.toString().trimEnd() ?? '';
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tsk-revision-')));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    for (const [path, text] of readBlobs(top, commit.trim())) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await mkdir(join(folder, prefix), { recursive: true });
    return { cwd: join(folder, prefix), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The `.tsk` files of a commit: one call lists them, and one reads them all. */
function* readBlobs(top: string, commit: string): Generator<readonly [path: string, content: Buffer]> {
  const listed = git(top, ['ls-tree', '-r', '-z', '--full-tree', commit])?.toString() ?? '';
  const entries = listed.split('\0').flatMap((line) => {
    const [, type, object, path] = /^\d+ (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    return type === 'blob' && object !== undefined && path?.endsWith('.tsk') === true ? [{ object, path }] : [];
  });
  const output = git(top, ['cat-file', '--batch'], entries.map(({ object }) => `${object}\n`).join(''));
  let at = 0;
  for (const { path } of entries) {
    const end = output?.indexOf(10, at) ?? -1;
    if (output === undefined || end < 0) throw new CliFailure(`git could not read '${path}' of ${commit}.`);
    const size = Number(output.subarray(at, end).toString().split(' ')[2]);
    yield [path, output.subarray(end + 1, end + 1 + size)];
    at = end + 1 + size + 1;
  }
}

/** What git prints; undefined where it fails. No shell is in between, so that no argument can be taken for a command. */
function git(cwd: string, args: readonly string[], input = ''): Buffer | undefined {
  const { status, stdout, error } = spawnSync('git', args, { cwd, input, maxBuffer: mostBytes, stdio: 'pipe' });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') {
    throw new CliFailure('git is not installed here; name a plan file to compare with.');
  }
  return status === 0 ? stdout : undefined;
}
