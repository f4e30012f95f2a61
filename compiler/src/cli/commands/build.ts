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
import type { CliCommand, ExitCode } from './command.ts';
import { type FailLevel, failLevelOption, reaches, rootOption, stdinFilenameOption } from './options.ts';

interface BuildOptions {
  readonly output: string;
  readonly target: string;
  readonly resolveEnv?: true;
  readonly failLevel: FailLevel;
  readonly root: string;
  readonly stdinFilename: string;
}

/** `tsk-compile FILES -o plan.json`: the command that runs where none is named. */
export const build: CliCommand = {
  name: 'build',
  declare(program, shell, finish) {
    program
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
      .option('--resolve-env', 'put environment variables into the plan now, except secrets, instead of when it is run')
      .addOption(failLevelOption())
      .addOption(rootOption())
      .addOption(stdinFilenameOption())
      .action(async (files: readonly string[], options: BuildOptions) => finish(await runBuild(shell, files, options)));
  },
};

async function runBuild(shell: Shell, names: readonly string[], options: BuildOptions): Promise<ExitCode> {
  const { analysis, texts } = await loadAnalysis(shell, names, options);
  const { diagnostics, plan, documents } = analysis;
  const serious = diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
  if (serious.length > 0) {
    const paint = paintFor(shell, shell.err);
    shell.err.write(renderPretty(serious, texts, paint));
    shell.err.write(`${summarize(countFindings(serious), documents.size)}\n`);
  }
  if (reaches(diagnostics, options.failLevel)) return 1;

  const [artifact] = findTarget(options.target)?.emit(plan) ?? [];
  if (artifact === undefined) throw new CliFailure(`There is no target '${options.target}'.`);
  if (options.output === '-') {
    shell.out.write(artifact.text);
    return 0;
  }
  if (documents.has(shownPath(options.output, shell.cwd))) {
    throw new CliFailure(`'${options.output}' is one of the files to compile; name another file to write.`);
  }
  await writeAtomically(shell, options.output, artifact.text);
  return 0;
}
