import { Option } from 'commander';
import { loadAnalysis } from '../io/load.ts';
import type { Shell } from '../io/shell.ts';
import { renderJson } from '../report/json.ts';
import { paintFor } from '../report/paint.ts';
import { renderPretty } from '../report/pretty.ts';
import { countFindings, summarize } from '../report/summary.ts';
import type { CliCommand, ExitCode } from './command.ts';
import { type FailLevel, failLevelOption, reaches, rootOption, stdinFilenameOption } from './options.ts';

interface CheckOptions {
  readonly format: 'pretty' | 'json';
  readonly failLevel: FailLevel;
  readonly root: string;
  readonly stdinFilename: string;
}

/** `tsk-compile check FILES`: everything there is to say about a configuration, and nothing written. */
export const check: CliCommand = {
  name: 'check',
  declare(program, shell, finish) {
    program
      .command('check')
      .summary('report what is wrong with a configuration')
      .description('Reports what is wrong, or will hurt, in files which together are one configuration.')
      .argument('<files...>', 'files, folders and patterns; - is standard input')
      .addOption(new Option('--format <format>', 'how to report').choices(['pretty', 'json']).default('pretty'))
      .addOption(failLevelOption())
      .addOption(rootOption())
      .addOption(stdinFilenameOption())
      .action(async (files: readonly string[], options: CheckOptions) => finish(await runCheck(shell, files, options)));
  },
};

async function runCheck(shell: Shell, names: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const { analysis, texts } = await loadAnalysis(shell, names, options);
  const { diagnostics, documents } = analysis;
  if (options.format === 'json') {
    shell.out.write(renderJson(diagnostics, [...documents.keys()], texts));
  } else {
    shell.out.write(renderPretty(diagnostics, texts, paintFor(shell, shell.out)));
    shell.out.write(`${summarize(countFindings(diagnostics), documents.size)}\n`);
  }
  return reaches(diagnostics, options.failLevel) ? 1 : 0;
}
