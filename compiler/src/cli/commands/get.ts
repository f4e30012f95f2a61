import type { TableValue } from '@tsk/parser';
import { findNearest } from '@tsk/schemas';
import { Option } from 'commander';
import type { Explanation } from '../../explain.ts';
import { findPaths, isPattern, splitPath } from '../../path-pattern.ts';
import { type LoadOptions, loadAnalysis } from '../io/load.ts';
import type { Shell } from '../io/shell.ts';
import type { Texts } from '../report/describe.ts';
import { renderExplanation, renderExplanationJson } from '../report/explanation.ts';
import { paintFor } from '../report/paint.ts';
import { renderPretty } from '../report/pretty.ts';
import type { CliCommand, ExitCode } from './command.ts';
import { describeCommand, ignoreOption } from './describe-command.ts';
import { rootOption, stdinFilenameOption } from './options.ts';

interface GetOptions extends LoadOptions {
  readonly format: 'text' | 'json';
  readonly json?: true;
}

/** `tsk-compile get KEY FILES`: the value of one key, and how it came to be. */
export const get: CliCommand = {
  name: 'get',
  declare(program, shell, finish) {
    const command = program
      .command('get')
      .summary('print the value of a key, and where it comes from')
      .description(
        'Prints the value of a key in files which together are one configuration, where it is written, what it is made of, and what it overrides.',
      )
      .argument(
        '<key>',
        'the key with the tables it is in, such as auto_scaling.max_instances; a list has [0], [1] …; * stands for one or more keys',
      )
      .argument('<files...>', 'files, folders and patterns; - is standard input')
      .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
      .option('--json', 'the same as --format json')
      .addOption(rootOption())
      .addOption(ignoreOption())
      .addOption(stdinFilenameOption())
      .action(async (key: string, files: readonly string[], options: GetOptions) =>
        finish(await runGet(shell, key, files, options)),
      );
    describeCommand(command, {
      examples: [
        ['tsk-compile get service.name config/', 'one value'],
        ["tsk-compile get '*.threshold_high' config/", 'every written key of that name'],
        ['tsk-compile get --format json auto_scaling config/', 'a table, for programs'],
      ],
      exitCodes: [
        [0, 'printed'],
        [1, 'there is no such key'],
        [2, 'wrong usage, or a file that cannot be read'],
      ],
    });
  },
};

async function runGet(shell: Shell, key: string, names: readonly string[], options: GetOptions): Promise<ExitCode> {
  const { analysis, texts } = await loadAnalysis(shell, names, options);
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  shell.err.write(renderPretty(errors, texts, paintFor(shell, shell.err)));

  const path = splitPath(key);
  const paths = isPattern(path) ? findPaths(analysis.values, path) : [path];
  const found = paths.map((one) => analysis.explain(one)).filter(({ value }) => value !== undefined);
  if (found.length === 0) {
    const hint = isPattern(path) ? ' among what is written' : suggest(path, analysis.values);
    shell.err.write(`There is no key '${key}'${hint}.\n`);
    return 1;
  }
  const isJson = options.json === true || options.format === 'json';
  shell.out.write(isJson ? renderJson(found, texts, isPattern(path)) : renderText(shell, found, texts));
  return 0;
}

function renderText(shell: Shell, found: readonly Explanation[], texts: Texts): string {
  return found.map((explanation) => renderExplanation(explanation, texts, paintFor(shell, shell.out))).join('\n');
}

/** One object for a key, and a list of them for a pattern, however many it matches. */
function renderJson(found: readonly Explanation[], texts: Texts, isList: boolean): string {
  const rendered = found.map((explanation) => renderExplanationJson(explanation, texts));
  if (!isList) return rendered.join('');
  return `${JSON.stringify(
    rendered.map((text) => JSON.parse(text)),
    null,
    2,
  )}\n`;
}

/** The key of the table that someone who wrote the path most likely meant. */
function suggest([key = '', ...rest]: readonly string[], { members }: TableValue): string {
  const inner = members.get(key)?.value;
  if (inner?.kind === 'table') return suggest(rest, inner);
  const meant = inner === undefined ? findNearest(key, members.keys()) : undefined;
  return meant === undefined ? '' : `; '${key}' may be meant to be '${meant}'`;
}
