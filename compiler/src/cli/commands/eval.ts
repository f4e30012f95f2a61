import { type Document, parseDocument, toJson } from '@tsk/parser';
import { Option } from 'commander';
import { CliFailure } from '../io/cli-failure.ts';
import { collectFiles, shownPath, stdinArgument } from '../io/collect-files.ts';
import { readText } from '../io/read-text.ts';
import type { Shell } from '../io/shell.ts';
import { mnemonicOf } from '../report/json.ts';
import { paintFor } from '../report/paint.ts';
import { renderPretty } from '../report/pretty.ts';
import type { CliCommand, ExitCode } from './command.ts';
import { reaches, stdinFilenameOption } from './options.ts';

interface EvalOptions {
  readonly format: 'json' | 'jsonl';
  readonly stdinFilename: string;
}

/** `tsk-compile eval FILE`: the data of a document as JSON, by the language alone: no schema, no evaluation. */
export const evalCommand: CliCommand = {
  name: 'eval',
  declare(program, shell, finish) {
    program
      .command('eval')
      .summary('print the data of a document as JSON')
      .description(
        'Prints the data of a document as JSON, without any schema. An expression shows as { "$expr": source }.',
      )
      .argument('<files...>', 'a file, or with --format jsonl any number; - is standard input')
      .addOption(
        new Option('--format <format>', 'json: one document; jsonl: one line for each file')
          .choices(['json', 'jsonl'])
          .default('json'),
      )
      .addOption(stdinFilenameOption())
      .action(async (files: readonly string[], options: EvalOptions) => finish(await runEval(shell, files, options)));
  },
};

async function runEval(shell: Shell, names: readonly string[], options: EvalOptions): Promise<ExitCode> {
  const files = await collectFiles(names, shell.cwd);
  if (options.format === 'json' && files.length > 1) {
    throw new CliFailure(
      `eval prints one document, and ${files.length} files are named; use --format jsonl for several.`,
    );
  }
  let hasErrors = false;
  for (const file of files) {
    const text = await readText(shell, file);
    const name = file === stdinArgument ? shownPath(options.stdinFilename, shell.cwd) : file;
    const document = parseDocument(text, { file: name });
    if (options.format === 'jsonl') printLine(shell, document);
    else printDocument(shell, document, text);
    hasErrors ||= reaches(document.diagnostics, 'error');
  }
  return hasErrors ? 1 : 0;
}

function printDocument(shell: Shell, { file, root, diagnostics }: Document, text: string): void {
  const serious = diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
  shell.err.write(renderPretty(serious, new Map([[file, text]]), paintFor(shell, shell.err)));
  shell.out.write(`${JSON.stringify(toJson(root), null, 2)}\n`);
}

function printLine(shell: Shell, { file, root, diagnostics, lines }: Document): void {
  const findings = diagnostics.map(({ code, severity, span, message }) => {
    const { line, column } = lines.positionAt(span.start);
    return { code, mnemonic: mnemonicOf(code), severity, line, column, message };
  });
  shell.out.write(`${JSON.stringify({ file, data: toJson(root), diagnostics: findings })}\n`);
}
