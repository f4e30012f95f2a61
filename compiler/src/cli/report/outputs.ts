import { findNearest } from '@tsk/schemas';
import { InvalidArgumentError } from 'commander';
import { CliFailure } from '../io/cli-failure.ts';
import type { Shell } from '../io/shell.ts';
import { findReporter, reporters } from './index.ts';
import { type ColorMode, paintFor } from './paint.ts';
import { pretty } from './pretty.ts';
import type { Report, Reporter } from './report.ts';
import { summarizeReport } from './summary.ts';

/** A report to make: in which form, and into which file; into standard output where no file is named. */
export interface ReportOutput {
  readonly reporter: Reporter;
  readonly file?: string | undefined;
}

/** Reads one `--format NAME[=FILE]`, and adds it to those before it. */
export function parseFormat(written: string, before: readonly ReportOutput[] = []): readonly ReportOutput[] {
  const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(written) ?? [];
  const reporter = findReporter(name);
  if (reporter === undefined) {
    const names = reporters.map((one) => one.name);
    const nearest = findNearest(name, names);
    throw new InvalidArgumentError(
      nearest === undefined ? `Allowed choices are ${names.join(', ')}.` : `Did you mean '${nearest}'?`,
    );
  }
  if (file === '') throw new InvalidArgumentError(`Name a file after the '=', as in ${name}=report.txt.`);
  return [...before, { reporter, file: file === '-' ? undefined : file }];
}

/** The outputs that the options ask for: `outputFile` is for the one form that names no file itself. */
export function planOutputs(formats: readonly ReportOutput[] = [], outputFile?: string): readonly ReportOutput[] {
  const wanted = formats.length === 0 ? [{ reporter: pretty }] : formats;
  const open = wanted.filter(({ file }) => file === undefined);
  if (open.length > 1) {
    const [first, second] = open.map(({ reporter }) => reporter.name);
    throw new CliFailure(
      `Two reports cannot go to one output: name a file for one of them, as in --format ${first} --format ${second}=FILE.`,
    );
  }
  if (outputFile === undefined || outputFile === '-') return wanted;
  if (open.length === 0) {
    throw new CliFailure(`Every --format names a file, so there is no report left for --output-file ${outputFile}.`);
  }
  return wanted.map((output) => (output.file === undefined ? { ...output, file: outputFile } : output));
}

/** Writes the reports. Where all of them go to files, one line on standard error says what was found. */
export async function writeReports(
  shell: Shell,
  report: Report,
  outputs: readonly ReportOutput[],
  color: ColorMode,
): Promise<void> {
  for (const { reporter, file } of outputs) {
    if (file === undefined) shell.out.write(reporter.render(report, paintFor(shell, shell.out, color)));
    else {
      const { writeAtomically } = await import('../io/write-atomically.ts');
      const text = reporter.render(report, (_styles, plain) => plain);
      await writeAtomically(shell, file, text);
    }
  }
  if (outputs.every(({ file }) => file !== undefined) && !report.isQuiet) {
    shell.err.write(`${summarizeReport(report)}\n`);
  }
}
