import { type Diagnostic, parseDocument, type TableValue, toJson } from '@tsk/parser';
import { Option } from 'commander';
import { deferredInside, notEvaluated } from '../../evaluate/catalogue.ts';
import { CliFailure } from '../io/cli-failure.ts';
import { collectFiles, shownPath, stdinArgument } from '../io/collect-files.ts';
import { loadAnalysis } from '../io/load.ts';
import { readText } from '../io/read-text.ts';
import type { Shell } from '../io/shell.ts';
import { positionsIn, type Texts } from '../report/describe.ts';
import { mnemonicOf } from '../report/json.ts';
import { paintFor } from '../report/paint.ts';
import { renderPretty } from '../report/pretty.ts';
import type { CliCommand, ExitCode } from './command.ts';
import { describeCommand, ignoreOption } from './describe-command.ts';
import { reaches, rootOption, stdinFilenameOption } from './options.ts';

interface EvalOptions {
  readonly format: 'json' | 'jsonl';
  readonly resolve?: true;
  readonly root: string;
  readonly ignore: boolean;
  readonly stdinFilename: string;
}

/** `tsk-compile eval FILE`: the data of a document as JSON, by the language alone: no schema, evaluation only on request. */
export const evalCommand: CliCommand = {
  name: 'eval',
  declare(program, shell, finish) {
    const command = program
      .command('eval')
      .summary('print the data of a document as JSON')
      .description(
        'Prints the data of a document as JSON, without any schema. An expression shows as { "$expr": source }.',
      )
      .argument('<files...>', 'a file, or with --format jsonl any number; - is standard input')
      .option('--resolve', 'evaluate references and operators, and lay included files under the document')
      .addOption(
        new Option('--format <format>', 'json: one document; jsonl: one line for each file')
          .choices(['json', 'jsonl'])
          .default('json'),
      )
      .addOption(rootOption())
      .addOption(ignoreOption())
      .addOption(stdinFilenameOption())
      .action(async (files: readonly string[], options: EvalOptions) => finish(await runEval(shell, files, options)));
    describeCommand(command, {
      examples: [
        ['tsk-compile eval shop.tsk', 'the data as it is written'],
        ['tsk-compile eval --resolve shop.tsk', 'with references, operators and includes'],
        ['tsk-compile eval --format jsonl config/', 'a line for each file'],
      ],
      exitCodes: [
        [0, 'printed, without errors'],
        [1, 'printed as far as it can be read; there are errors'],
        [2, 'wrong usage, or a file that cannot be read'],
      ],
    });
  },
};

async function runEval(shell: Shell, names: readonly string[], options: EvalOptions): Promise<ExitCode> {
  const files = await collectFiles(names, shell.cwd, options);
  if (options.format === 'json' && files.length > 1) {
    throw new CliFailure(
      `eval prints one document, and ${files.length} files are named; use --format jsonl for several.`,
    );
  }
  let hasErrors = false;
  for (const file of files) {
    const data =
      options.resolve === true ? await loadResolved(shell, file, options) : await loadPlain(shell, file, options);
    if (options.format === 'jsonl') printLine(shell, data);
    else printDocument(shell, data);
    hasErrors ||= reaches(data.diagnostics, 'error');
  }
  return hasErrors ? 1 : 0;
}

/** The data of a file, and what there is to say about it. */
interface FileData {
  readonly file: string;
  readonly root: TableValue;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: Texts;
}

async function loadPlain(shell: Shell, name: string, options: EvalOptions): Promise<FileData> {
  const text = await readText(shell, name);
  const file = name === stdinArgument ? shownPath(options.stdinFilename, shell.cwd) : name;
  const { root, diagnostics } = parseDocument(text, { file });
  return { file, root, diagnostics, texts: new Map([[file, text]]) };
}

/** The data with its references and operators evaluated; what only the runtime knows is no mistake here. */
async function loadResolved(shell: Shell, name: string, options: EvalOptions): Promise<FileData> {
  const { analysis, texts } = await loadAnalysis(shell, [name], options);
  const file = name === stdinArgument ? shownPath(options.stdinFilename, shell.cwd) : name;
  const open = [notEvaluated.code, deferredInside.code];
  const diagnostics = analysis.diagnostics.filter(({ code }) => /^TSK[123]/.test(code) && !open.includes(code));
  return { file, root: analysis.values, diagnostics, texts };
}

function printDocument(shell: Shell, { root, diagnostics, texts }: FileData): void {
  const serious = diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
  shell.err.write(renderPretty(serious, texts, paintFor(shell, shell.err)));
  shell.out.write(`${JSON.stringify(toJson(root), null, 2)}\n`);
}

function printLine(shell: Shell, { file, root, diagnostics, texts }: FileData): void {
  const positions = positionsIn(texts);
  const findings = diagnostics.map(({ code, severity, span, message, file: at }) => {
    const { line, column } = positions(at).positionAt(span.start);
    const elsewhere = at === file ? {} : { file: at };
    return { code, mnemonic: mnemonicOf(code), severity, line, column, message, ...elsewhere };
  });
  shell.out.write(`${JSON.stringify({ file, data: toJson(root), diagnostics: findings })}\n`);
}
