import { type Analysis, type AnalyzeOptions, analyze } from '../../analyze.ts';
import { CliFailure } from './cli-failure.ts';
import { collectFiles, shownPath, stdinArgument } from './collect-files.ts';
import { readText } from './read-text.ts';
import type { Shell } from './shell.ts';

/** The name that standard input goes by where no other is given. */
export const defaultStdinName = 'stdin.tsk';

/** An analysis together with the texts that it is of. */
export interface LoadedAnalysis {
  readonly analysis: Analysis;
  readonly texts: ReadonlyMap<string, string>;
}

/** How the files of an analysis are found and read. */
export interface LoadOptions extends AnalyzeOptions {
  readonly stdinFilename: string;
}

/** Reads the files that the arguments name, and what they include, and analyzes them as one configuration. */
export async function loadAnalysis(
  shell: Shell,
  names: readonly string[],
  options: LoadOptions,
): Promise<LoadedAnalysis> {
  const root = shownPath(options.root ?? '.', shell.cwd);
  const texts = new Map<string, string>();
  const files: string[] = [];
  for (const name of await collectFiles(names, shell.cwd)) {
    const file = name === stdinArgument ? shownPath(options.stdinFilename, shell.cwd) : name;
    texts.set(file, await readText(shell, name));
    files.push(file);
  }
  for (;;) {
    const snapshot = { files: texts, env: shell.env, nowMs: shell.nowMs() };
    const analysis = analyze(snapshot, files, { ...options, root });
    if (!(await loadMissing(shell, analysis, texts))) return { analysis, texts };
  }
}

/** Loads what an analysis asks for; false where nothing more can be loaded. */
async function loadMissing(shell: Shell, { missing }: Analysis, texts: Map<string, string>): Promise<boolean> {
  const before = texts.size;
  for (const { path } of missing) {
    const text = await readText(shell, path).catch(passOver);
    if (text !== undefined) texts.set(path, text);
  }
  return texts.size > before;
}

/** An included file that cannot be read is a finding at the include, not the end of the command. */
function passOver(error: unknown): undefined {
  if (!(error instanceof CliFailure)) throw error;
}
