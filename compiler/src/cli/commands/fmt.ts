import { applyEdits, type Diagnostic, formatEdits, parse, type TextEdit } from '@tsk/parser';
import { optionsFinder } from '../format/find-options.ts';
import { replaceFile } from '../format/replace-file.ts';
import { renderDiff } from '../format/unified-diff.ts';
import { collectFiles, shownPath, stdinArgument } from '../io/collect-files.ts';
import { readText } from '../io/read-text.ts';
import type { Shell } from '../io/shell.ts';
import { positionsIn, showPlace } from '../report/describe.ts';
import { paintFor } from '../report/paint.ts';
import type { CliCommand, ExitCode } from './command.ts';
import { describeCommand, ignoreOption } from './describe-command.ts';
import { stdinFilenameOption } from './options.ts';

interface FmtOptions {
  readonly check?: true;
  readonly diff?: true;
  readonly ignore: boolean;
  readonly stdinFilename: string;
}

/** A file with what formatting does to it. */
interface FormattedFile {
  /** The argument that it was read from, and what messages call it. */
  readonly source: string;
  readonly name: string;
  readonly text: string;
  readonly edits: readonly TextEdit[];
  readonly errors: readonly Diagnostic[];
}

/** `tsk-compile fmt FILES`: lays files out in the usual way, and changes nothing that they say. */
export const fmt: CliCommand = {
  name: 'fmt',
  declare(program, shell, finish) {
    const command = program
      .command('fmt')
      .summary('lay out files in the usual way')
      .description(
        'Formats files in place, and names those that it changed. What cannot be read is left as it is. ' +
          'Settings come from tsk.json and .editorconfig.',
      )
      .argument('<files...>', 'files, folders and patterns; - is standard input, formatted to standard output')
      .option('--check', 'write nothing; name the files that would change, and end with 1 if there are any')
      .option('--diff', 'write nothing; print what would change as a unified diff')
      .addOption(ignoreOption())
      .addOption(stdinFilenameOption())
      .action(async (files: readonly string[], options: FmtOptions) => finish(await runFmt(shell, files, options)));
    describeCommand(command, {
      examples: [
        ['tsk-compile fmt config/', 'format all .tsk files of a folder'],
        ['tsk-compile fmt --check .', 'name the files that are not formatted'],
        ['tsk-compile fmt - < shop.tsk', 'format standard input'],
      ],
      exitCodes: [
        [0, 'formatted, or with --check nothing to format'],
        [1, 'with --check: files would change'],
        [2, 'wrong usage, or a file that cannot be read or written'],
      ],
    });
  },
};

async function runFmt(shell: Shell, names: readonly string[], options: FmtOptions): Promise<ExitCode> {
  const files = await formatFiles(shell, names, options);
  for (const file of files) warnOfErrors(shell, file);
  const changed = files.filter(({ edits }) => edits.length > 0);
  const isDry = options.check === true || options.diff === true;
  if (isDry) {
    for (const { name, text, edits } of changed) {
      shell.out.write(options.diff === true ? renderDiff(name, text, edits) : `would change ${name}\n`);
    }
  } else {
    await writeFiles(shell, files);
  }
  if (files.some(({ source }) => source !== stdinArgument)) {
    shell.err.write(`${summarize(changed.length, files.length, isDry)}\n`);
  }
  return options.check === true && changed.length > 0 ? 1 : 0;
}

/** Reads and formats all files before any is written: where one cannot be read, none is changed. */
async function formatFiles(shell: Shell, names: readonly string[], options: FmtOptions): Promise<FormattedFile[]> {
  const optionsFor = optionsFinder(shell);
  const files: FormattedFile[] = [];
  for (const source of await collectFiles(names, shell.cwd, options)) {
    const name = source === stdinArgument ? shownPath(options.stdinFilename, shell.cwd) : source;
    const text = await readText(shell, source);
    const tree = parse(text, { file: name });
    const edits = formatEdits(tree, await optionsFor(name));
    const errors = tree.diagnostics.filter(({ severity }) => severity === 'error');
    files.push({ source, name, text, edits, errors });
  }
  return files;
}

async function writeFiles(shell: Shell, files: readonly FormattedFile[]): Promise<void> {
  for (const { source, name, text, edits } of files) {
    const formatted = applyEdits(text, edits);
    if (source === stdinArgument) shell.out.write(formatted);
    else if (edits.length > 0) {
      await replaceFile(shell, source, formatted);
      shell.out.write(`formatted ${name}\n`);
    }
  }
}

/** What cannot be read is formatted around; say so, so that nobody wonders. */
function warnOfErrors(shell: Shell, { name, text, errors }: FormattedFile): void {
  const paint = paintFor(shell, shell.err);
  const positions = positionsIn(new Map([[name, text]]));
  for (const error of errors) {
    const place = paint(['bold'], showPlace(error, positions));
    const kind = `${paint(['yellow', 'bold'], 'warning')} ${paint(['dim'], error.code)}`;
    shell.err.write(`${place}: ${kind}: left as it is: ${error.message}\n`);
  }
}

function summarize(changed: number, all: number, isDry: boolean): string {
  const files = `${changed} of ${all === 1 ? '1 file' : `${all} files`}`;
  return isDry ? `${files} would change` : `${files} changed`;
}
