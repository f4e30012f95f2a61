import { Option } from 'commander';
import { findTarget, targets } from '../../targets/index.ts';
import { CliFailure } from '../io/cli-failure.ts';
import { shownPath } from '../io/collect-files.ts';
import { loadAnalysis } from '../io/load.ts';
import type { Shell } from '../io/shell.ts';
import { writeAtomically } from '../io/write-atomically.ts';
import { paintFor } from '../report/paint.ts';
import { renderPretty } from '../report/pretty.ts';
import { countFindings, summarize } from '../report/summary.ts';
import { type WatchedRun, watchFiles } from '../watch/watch-files.ts';
import type { CliCommand } from './command.ts';
import { describeCommand, ignoreOption } from './describe-command.ts';
import { type FailLevel, failLevelOption, reaches, rootOption, stdinFilenameOption } from './options.ts';

interface BuildOptions {
  readonly output: string;
  readonly target: string;
  readonly minify?: true;
  readonly resolveEnv?: true;
  readonly watch?: true;
  readonly failLevel: FailLevel;
  readonly root: string;
  readonly ignore: boolean;
  readonly stdinFilename: string;
}

/** `tsk-compile FILES -o plan.json`: the command that runs where none is named. */
export const build: CliCommand = {
  name: 'build',
  declare(program, shell, finish) {
    const command = program
      .command('build', { isDefault: true })
      .summary('compile a configuration into a plan')
      .description(
        'Compiles files, which together are one configuration, into a plan. Writes nothing where there are errors.',
      )
      .argument('<files...>', 'files, folders and patterns; - is standard input')
      .option('-o, --output <file>', 'file to write; - is standard output', '-')
      .addOption(
        new Option('--target <name>', 'what to make').choices(targets.map(({ name }) => name)).default('plan-json'),
      )
      .option('--minify', 'write the plan without spaces and line breaks')
      .option('--resolve-env', 'put environment variables into the plan now, except secrets, instead of when it is run')
      .option('--watch', 'build again whenever a file changes')
      .addOption(failLevelOption())
      .addOption(rootOption())
      .addOption(ignoreOption())
      .addOption(stdinFilenameOption())
      .action(async (files: readonly string[], options: BuildOptions) => {
        const run = (): Promise<WatchedRun> => runBuild(shell, files, options);
        finish(options.watch === true ? await watchFiles(shell, files, run) : (await run()).code);
      });
    describeCommand(command, {
      examples: [
        ['tsk-compile config/ -o plan.json', 'compile all .tsk files of a folder'],
        ["tsk-compile 'config/*.tsk' > plan.json", 'the same for a pattern'],
        ['tsk-compile base.tsk shop.tsk -o plan.json', 'files named one by one are one configuration'],
        ['tsk-compile config/ -o plan.json --watch', 'build again on every change'],
      ],
      exitCodes: [
        [0, 'the plan is written'],
        [1, 'findings at or above --fail-level; nothing is written'],
        [2, 'wrong usage, or a file that cannot be read or written'],
      ],
    });
  },
};

async function runBuild(shell: Shell, names: readonly string[], options: BuildOptions): Promise<WatchedRun> {
  const { analysis, texts } = await loadAnalysis(shell, names, options);
  const { diagnostics, plan, documents } = analysis;
  const serious = diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
  if (serious.length > 0) {
    const paint = paintFor(shell, shell.err);
    shell.err.write(renderPretty(serious, texts, paint));
    shell.err.write(`${summarize(countFindings(serious), documents.size)}\n`);
  }
  const files = [...documents.keys()];
  if (reaches(diagnostics, options.failLevel)) return { code: 1, files };

  const [artifact] = findTarget(options.target)?.emit(plan) ?? [];
  if (artifact === undefined) throw new CliFailure(`There is no target '${options.target}'.`);
  const text = options.minify === true ? minify(artifact.text) : artifact.text;
  if (options.output === '-') {
    shell.out.write(text);
    return { code: 0, files };
  }
  if (documents.has(shownPath(options.output, shell.cwd))) {
    throw new CliFailure(`'${options.output}' is one of the files to compile; name another file to write.`);
  }
  await writeAtomically(shell, options.output, text);
  return { code: 0, files };
}

/** The same JSON in one line, with its keys in the same order. */
function minify(json: string): string {
  return `${JSON.stringify(JSON.parse(json))}\n`;
}
