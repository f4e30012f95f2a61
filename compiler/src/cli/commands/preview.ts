import { loadShapes, summaryFields } from '@tsk/runtime/simulate';
import { Option } from 'commander';
import { outputFormats } from '../preview/outputs.ts';
import { previewFiles } from '../preview/preview-files.ts';
import {
  addAssertion,
  addDurations,
  addFile,
  addNames,
  type PreviewOptions,
  previewKinds,
  readDuration,
  readRate,
  readSeed,
  readShare,
  readSpeed,
} from '../preview/preview-options.ts';
import { type WatchedRun, watchFiles } from '../watch/watch-files.ts';
import type { CliCommand } from './command.ts';
import { describeCommand, ignoreOption } from './describe-command.ts';
import { rootOption, stdinFilenameOption } from './options.ts';

/** `tsk-compile preview FILES`: what the scaling of a configuration would do under a load. */
export const preview: CliCommand = {
  name: 'preview',
  declare(program, shell, finish) {
    const command = program
      .command('preview')
      .summary('simulate how a configuration scales, balances and caches')
      .description(
        'Simulates how a configuration scales under a load, with the very rules that the runtime decides by.',
      )
      .argument('<files...>', 'files, folders and patterns; - is standard input')
      .addOption(new Option('--kind <part>', 'what to preview').choices(previewKinds).default('scaling'))
      .addOption(
        new Option('--load <shapes>', 'shape of the load, or a sum of shapes (default: "diurnal")').conflicts('trace'),
      )
      .option('--trace <file>', 'load from a file instead: CSV with time,value or one value a line, or a JSON array')
      .addOption(
        new Option('--trace-interval <time>', 'time between the values of a trace that has no times')
          .argParser(readDuration)
          .default(60_000, '1m'),
      )
      .addOption(
        new Option('--trace-speed <factor>', 'how many times as fast the trace passes').argParser(readSpeed).default(1),
      )
      .option(
        '--duration <time>',
        'time to simulate (default: a day, for "weekly" a week, of a trace all)',
        readDuration,
      )
      .option('--peak <rate>', 'highest rate in requests per second (default: 1000, of a trace its own)', readRate)
      .option('--seed <number>', 'what the load "noise" is made of', readSeed, 1)
      .addOption(
        new Option('--cache-hit-rate <share>', 'share of the requests that a cache answers')
          .argParser(readShare)
          .default(0),
      )
      .option('--measured <file>', 'take service_time and workers from the history of a running service')
      .option(
        '--policy <rules>',
        'scaling rules to run beside that of the plan, such as hpa,kpa; with --kind, algorithms or policies to try',
        addNames,
        [],
      )
      .option('--start-up <times>', 'start-up times to try out, such as 30s,2m,5m', addDurations, [])
      .option('--against <file|revision>', 'another file or folder, or a git revision, to compare with')
      .addOption(
        new Option('--format <format>', 'how to report (default: what the name of --out says, else text)').choices(
          outputFormats,
        ),
      )
      .option(
        '-o, --out <file>',
        'file to write: .svg, .png, .html, .json, .csv or text; may be given several times',
        addFile,
        [],
      )
      .option(
        '--assert <comparison>',
        'end with 1 unless this holds, such as "violation_minutes <= 5"',
        addAssertion,
        [],
      )
      .option('--watch', 'preview again whenever a file changes')
      .addOption(rootOption())
      .addOption(ignoreOption())
      .addOption(stdinFilenameOption())
      .addHelpText('after', lists)
      .action(async (files: readonly string[], options: PreviewOptions) => {
        const run = (): Promise<WatchedRun> => previewFiles(shell, files, options);
        finish(options.watch === true ? await watchFiles(shell, files, run) : (await run()).code);
      });
    describeCommand(command, {
      examples: [
        ['tsk-compile preview config/', 'a day of load, as text'],
        ['tsk-compile preview config/ --load "diurnal + 0.5 * spike" --out day.html', 'a page with chart and tables'],
        ['tsk-compile preview config/ --against HEAD --out change.svg', 'what a change of the files changes'],
        ['tsk-compile preview config/ --policy hpa --assert "score <= hpa.score"', 'a test for CI'],
      ],
      exitCodes: [
        [0, 'the preview is made, and all assertions hold'],
        [1, 'the files have errors, or an assertion does not hold'],
        [2, 'wrong usage, or a file that cannot be read or written'],
      ],
    });
  },
};

const lists = `
Loads:
${loadShapes.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`).join('\n')}

Figures for --assert, with <=, >=, <, >, == or != and a number, a percentage, or a figure of another run
(against.cost, 1.1 * hpa.score):
${summaryFields.map(({ name, summary }) => `  ${name.padEnd(31)} ${summary}`).join('\n')}
`;
