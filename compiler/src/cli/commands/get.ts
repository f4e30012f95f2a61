import type { TableValue } from '@tsk/parser';
import { findNearest } from '@tsk/schemas';
import { loadAnalysis } from '../io/load.ts';
import type { Shell } from '../io/shell.ts';
import { renderExplanation, renderExplanationJson } from '../report/explanation.ts';
import { paintFor } from '../report/paint.ts';
import { renderPretty } from '../report/pretty.ts';
import type { CliCommand, ExitCode } from './command.ts';
import { rootOption, stdinFilenameOption } from './options.ts';

interface GetOptions {
  readonly json?: true;
  readonly root: string;
  readonly stdinFilename: string;
}

/** `tsk-compile get KEY FILES`: the value of one key, and how it came to be. */
export const get: CliCommand = {
  name: 'get',
  declare(program, shell, finish) {
    program
      .command('get')
      .summary('print the value of a key, and where it comes from')
      .description(
        'Prints the value of a key in files which together are one configuration, where it is written, what it is made of, and what it overrides.',
      )
      .argument('<key>', 'the key with the tables it is in, such as auto_scaling.max_instances; a list has [0], [1] …')
      .argument('<files...>', 'files, folders and patterns; - is standard input')
      .option('--json', 'print it for programs')
      .addOption(rootOption())
      .addOption(stdinFilenameOption())
      .action(async (key: string, files: readonly string[], options: GetOptions) =>
        finish(await runGet(shell, key, files, options)),
      );
  },
};

async function runGet(shell: Shell, key: string, names: readonly string[], options: GetOptions): Promise<ExitCode> {
  const { analysis, texts } = await loadAnalysis(shell, names, options);
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  shell.err.write(renderPretty(errors, texts, paintFor(shell, shell.err)));

  const explanation = analysis.explain(key.split(/[.[\]]+/).filter((segment) => segment !== ''));
  if (explanation.value === undefined) {
    shell.err.write(`There is no key '${key}'${suggest(explanation.path, analysis.values)}.\n`);
    return 1;
  }
  const text =
    options.json === true
      ? renderExplanationJson(explanation, texts)
      : renderExplanation(explanation, texts, paintFor(shell, shell.out));
  shell.out.write(text);
  return 0;
}

/** The key of the table that someone who wrote the path most likely meant. */
function suggest([key = '', ...rest]: readonly string[], { members }: TableValue): string {
  const inner = members.get(key)?.value;
  if (inner?.kind === 'table') return suggest(rest, inner);
  const meant = inner === undefined ? findNearest(key, members.keys()) : undefined;
  return meant === undefined ? '' : `; '${key}' may be meant to be '${meant}'`;
}
