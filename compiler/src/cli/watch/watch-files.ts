import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CliFailure } from '../io/cli-failure.ts';
import { shownPath } from '../io/collect-files.ts';
import type { ExitCode } from '../io/exit-code.ts';
import type { Shell } from '../io/shell.ts';
import { watchedFolders } from './watched-folders.ts';

/** What came of one run of a watched command. */
export interface WatchedRun {
  readonly code: ExitCode;
  /** All files that it read, with what they include: those in which a change asks for another run. */
  readonly files: readonly string[];
}

/** Editors write a file in several steps; what comes within this time is one change. */
const settleMs = 60;

/**
 * Runs a command, and again whenever one of its files changes, a `.tsk` file appears where the arguments lead, or a settings
 * file beside them changes. Patterns and folders are read anew each time. A line on standard error stands between the
 * runs. Ends when the user asks for it, with the code of the last run; a run that could not do its work counts as 2.
 */
export async function watchFiles(
  shell: Shell,
  names: readonly string[],
  run: () => Promise<WatchedRun>,
): Promise<ExitCode> {
  const watchers = new Map<string, FSWatcher>();
  const changes = collectChanges();
  const interrupted = shell.interrupted().then(() => undefined);
  try {
    let last: WatchedRun = { code: 0, files: [] };
    const followAll = async (): Promise<void> =>
      follow(watchers, await watchedFolders(names, last.files, shell.cwd), (path) => {
        if (concerns(path, last.files, shell.cwd)) changes.add(path);
      });
    await followAll();
    last = await runOnce(shell, run);
    for (;;) {
      await followAll();
      shell.err.write('Watching for changes; Ctrl-C ends it.\n');
      const changed = await Promise.race([changes.next(), interrupted]);
      if (changed === undefined) return last.code;
      shell.err.write(`\n──── ${describeChange(changed, shell.cwd)} ────\n\n`);
      const { files } = last;
      last = await runOnce(shell, run);
      // A run that could not read its files still has to notice when they are mended.
      if (last.files.length === 0) last = { ...last, files };
    }
  } finally {
    changes.stop();
    for (const watcher of watchers.values()) watcher.close();
  }
}

async function runOnce(shell: Shell, run: () => Promise<WatchedRun>): Promise<WatchedRun> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    shell.err.write(`error: ${error.message}\n`);
    return { code: 2, files: [] };
  }
}

/** Watches the folders, and no others: those that are watched already stay so, and miss nothing. */
async function follow(
  watchers: Map<string, FSWatcher>,
  folders: ReadonlySet<string>,
  changed: (path: string) => void,
): Promise<void> {
  for (const [folder, watcher] of watchers) {
    if (folders.has(folder)) continue;
    watcher.close();
    watchers.delete(folder);
  }
  for (const folder of folders) {
    if (watchers.has(folder)) continue;
    try {
      const watcher = watch(folder, (_event, name) => changed(name === null ? folder : join(folder, name)));
      // A folder that goes away ends its watcher; the next run looks which folders there are.
      watcher.on('error', () => watchers.delete(folder));
      watchers.set(folder, watcher);
    } catch {
      // A folder that is gone, or may not be watched, is left out; the others still are.
    }
  }
}

const settingsFiles = ['tsk.json', '.editorconfig', '.gitignore'];

/** Whether a change may change what a run says. What a run writes itself, such as `plan.json`, must not start the next. */
function concerns(path: string, files: readonly string[], cwd: string): boolean {
  const name = basename(path);
  if (name.endsWith('.tsk') || settingsFiles.includes(name)) return true;
  if (files.some((file) => resolve(cwd, file) === path)) return true;
  return !name.startsWith('.') && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Changes on their way from the watchers to the runs: each run takes all that have come since the last. */
interface Changes {
  readonly add: (path: string) => void;
  /** The paths that have changed, as soon as there are any and none has followed for a moment. */
  readonly next: () => Promise<readonly string[]>;
  readonly stop: () => void;
}

function collectChanges(): Changes {
  const paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let deliver: ((paths: readonly string[]) => void) | undefined;
  const settle = (): void => {
    timer = undefined;
    if (deliver === undefined || paths.size === 0) return;
    const changed = [...paths];
    paths.clear();
    deliver(changed);
    deliver = undefined;
  };
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(settle, settleMs);
  };
  return {
    add: (path) => {
      paths.add(path);
      wait();
    },
    next: () =>
      new Promise((resolvePaths) => {
        deliver = resolvePaths;
        if (paths.size > 0) wait();
      }),
    stop: () => clearTimeout(timer),
  };
}

function describeChange(paths: readonly string[], cwd: string): string {
  const [first = ''] = paths;
  const others = paths.length - 1;
  return `${shownPath(first, cwd)} changed${others === 0 ? '' : `, and ${others} more`}`;
}
