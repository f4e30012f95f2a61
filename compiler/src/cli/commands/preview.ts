import { loadShapes, simulate, summaryFields } from '@tsk/runtime/simulate';
import { parseQuantity, quantityToBase } from '@tsk/schemas';
import { decodePlan, type Plan } from '@tsk/schemas/plan';
import { Option } from 'commander';
import { CliFailure } from '../io/cli-failure.ts';
import { shownPath } from '../io/collect-files.ts';
import { loadAnalysis } from '../io/load.ts';
import type { Shell } from '../io/shell.ts';
import { writeAtomically } from '../io/write-atomically.ts';
import { type Assertion, judge, parseAssertion } from '../preview/assertion.ts';
import { type LoadOptions, makeLoad } from '../preview/load-source.ts';
import { type Preview, renderCsv, renderJsonPreview, renderText, renderVerdict } from '../preview/report.ts';
import { layoutWidth } from '../preview/terminal-width.ts';
import { paintFor } from '../report/paint.ts';
import { renderPretty } from '../report/pretty.ts';
import { countFindings, summarize } from '../report/summary.ts';
import type { CliCommand, ExitCode } from './command.ts';
import { reaches, stdinFilenameOption } from './options.ts';

interface PreviewOptions extends LoadOptions {
  readonly format: 'text' | 'json' | 'csv';
  readonly out: string;
  readonly assert?: readonly Assertion[];
  readonly stdinFilename: string;
}

/** `tsk-compile preview FILES`: what the scaling of a configuration would do under a load. */
export const preview: CliCommand = {
  name: 'preview',
  declare(program, shell, finish) {
    program
      .command('preview')
      .summary('simulate how a configuration scales')
      .description(
        'Simulates how a configuration scales under a load, with the very rules that the runtime decides by.',
      )
      .argument('<files...>', 'files, folders and patterns; - is standard input')
      .addOption(
        new Option('--load <shape>', 'shape of the load (default: "diurnal")')
          .choices(loadShapes.map(({ name }) => name))
          .conflicts('trace'),
      )
      .option('--trace <file>', 'load from a file instead: CSV with time,value or one value a line, or a JSON array')
      .addOption(
        new Option('--trace-interval <time>', 'time between the values of a trace that has no times')
          .argParser(readDuration)
          .default(60_000, '1m'),
      )
      .option(
        '--duration <time>',
        'time to simulate (default: a day, for "weekly" a week, of a trace all)',
        readDuration,
      )
      .option('--peak <rate>', 'highest rate in requests per second (default: 1000, of a trace its own)', readRate)
      .option('--seed <number>', 'what the load "noise" is made of', readSeed, 1)
      .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json', 'csv']).default('text'))
      .option('-o, --out <file>', 'file to write; - is standard output', '-')
      .option('--assert <comparison>', 'end with 1 unless this holds, such as "violation_minutes <= 5"', addAssertion)
      .addOption(stdinFilenameOption())
      .addHelpText('after', help)
      .action(async (files: readonly string[], options: PreviewOptions) =>
        finish(await runPreview(shell, files, options)),
      );
  },
};

async function runPreview(shell: Shell, names: readonly string[], options: PreviewOptions): Promise<ExitCode> {
  const { analysis, texts } = await loadAnalysis(shell, names, { ...options, resolveEnv: true });
  const serious = analysis.diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
  if (serious.length > 0) {
    shell.err.write(renderPretty(serious, texts, paintFor(shell, shell.err)));
    shell.err.write(`${summarize(countFindings(serious), analysis.documents.size)}\n`);
  }
  if (reaches(analysis.diagnostics, 'error')) return 1;
  if (analysis.documents.has(shownPath(options.out, shell.cwd))) {
    throw new CliFailure(`'${options.out}' is one of the files to preview; name another file to write.`);
  }

  const plan = readPlan(shell, analysis.plan);
  if (plan === undefined) return 1;
  const { load, title } = await makeLoad(shell, plan, options);
  const simulation = simulate(plan, load);
  const verdicts = (options.assert ?? []).map((assertion) => judge(assertion, simulation.summary));
  await write(shell, { plan, title, simulation, verdicts }, options);
  return verdicts.every(({ holds }) => holds) ? 0 : 1;
}

/** The plan with the environment's values in it; where it lacks one, says so. */
function readPlan(shell: Shell, file: unknown): Plan | undefined {
  const decoded = decodePlan(file, { env: shell.env });
  if (decoded.ok) return decoded.plan;
  for (const { code, message, origin } of decoded.problems) {
    const place = origin === undefined ? '' : `${origin.file}:${origin.line}:${origin.column}: `;
    shell.err.write(`${place}error ${code}: ${message}\n`);
  }
  return undefined;
}

async function write(shell: Shell, preview: Preview, { format, out }: PreviewOptions): Promise<void> {
  const toTerminal = out === '-';
  const plain = (_styles: readonly unknown[], text: string): string => text;
  const paint = toTerminal ? paintFor(shell, shell.out) : plain;
  const render = {
    text: () => renderText(preview, layoutWidth(shell), paint),
    json: () => renderJsonPreview(preview),
    csv: () => renderCsv(preview),
  };
  const text = render[format]();
  if (toTerminal) shell.out.write(text);
  else await writeAtomically(shell, out, text);
  if (toTerminal && format === 'text') return;
  for (const verdict of preview.verdicts) {
    if (!verdict.holds) shell.err.write(`${renderVerdict(verdict, paintFor(shell, shell.err))}\n`);
  }
}

const help = `
Loads:
${loadShapes.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`).join('\n')}

Figures for --assert, with <=, >=, <, >, == or != and a number or percentage:
${summaryFields.map(({ name, summary }) => `  ${name.padEnd(31)} ${summary}`).join('\n')}
`;

function readDuration(text: string): number {
  const { number, unit } = parseQuantity(text) ?? { number: Number.NaN, unit: '' };
  const ms = quantityToBase(number, unit === '' ? 's' : unit, 'duration');
  if (ms !== undefined && ms > 0) return ms;
  throw new CliFailure(`'${text}' is not a length of time; write one such as 24h, 90m or 30s.`);
}

function readRate(text: string): number {
  const rate = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(rate) && rate > 0) return rate;
  throw new CliFailure(`'${text}' is not a rate; write requests per second, such as 1000.`);
}

function readSeed(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CliFailure(`'${text}' is not a seed; write a whole number, such as 7.`);
}

function addAssertion(text: string, before: readonly Assertion[] = []): readonly Assertion[] {
  return [...before, parseAssertion(text)];
}
