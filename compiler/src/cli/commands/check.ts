import type { Severity } from '@tsk/parser';
import { Option } from 'commander';
import { loadDiagnosticPages } from '../../topics/diagnostic-topics.ts';
import type { Fixer } from '../fix/fix-configuration.ts';
import { loadConfigurations } from '../io/load.ts';
import { settingsFinder } from '../io/settings-finder.ts';
import type { Shell } from '../io/shell.ts';
import { type Gatherer, makeGatherer } from '../report/gather.ts';
import { reporters } from '../report/index.ts';
import { parseFormat, planOutputs, type ReportOutput, writeReports } from '../report/outputs.ts';
import type { ColorMode } from '../report/paint.ts';
import { summarizeReport } from '../report/summary.ts';
import { startTimings } from '../report/timings.ts';
import type { WatchedRun } from '../watch/watch-files.ts';
import type { CliCommand, ExitCode } from './command.ts';
import { describeCommand, ignoreOption } from './describe-command.ts';
import {
  colorOption,
  type FailLevel,
  isAsBadAs,
  parseCount,
  reportFailLevelOption,
  rootOption,
  stdinFilenameOption,
} from './options.ts';

interface CheckOptions {
  readonly format?: readonly ReportOutput[];
  readonly outputFile?: string;
  readonly quiet?: true;
  readonly maxFindings?: number;
  readonly color: ColorMode;
  readonly docsUrl?: string;
  readonly fix?: true;
  readonly fixDryRun?: true;
  readonly fixOnly?: readonly string[];
  readonly timings?: true;
  readonly watch?: true;
  readonly failLevel: FailLevel | 'never';
  readonly root: string;
  readonly ignore: boolean;
  readonly stdinFilename: string;
}

/** `tsk-compile check FILES`: everything there is to say about configurations; nothing is written unless that is asked for. */
export const check: CliCommand = {
  name: 'check',
  declare(program, shell, finish) {
    const [first, ...others] = reporters.map(({ name }) => name);
    const forms = [`${first} (the default)`, ...others].join(', ');
    const command = program
      .command('check')
      .summary('report what is wrong with configurations')
      .description(
        'Reports what is wrong, or will hurt. Files that are named one by one are one configuration; those of folders and ' +
          'patterns are one for each folder. Rules come from tsk.json.',
      )
      .argument('<files...>', 'files, folders and patterns; - is standard input')
      .addOption(
        new Option('--format <name[=file]>', `how to report: ${forms}; may be given several times`).argParser(
          parseFormat,
        ),
      )
      .option('-o, --output-file <file>', 'where to write the report; - is standard output')
      .addOption(reportFailLevelOption())
      .option('--quiet', 'report errors only, and no summary')
      .option('--max-findings <count>', 'report so many findings at most', parseCount)
      .addOption(colorOption())
      .option('--fix', 'make the fixes that findings have, then report what is left')
      .option('--fix-dry-run', 'print what --fix would change as a unified diff, and change nothing')
      .option('--fix-only <name>', 'fix only findings of this code, name or kind; may be given several times', collect)
      .option('--timings', 'say on standard error how long it took')
      .option('--watch', 'check again whenever a file changes')
      .option('--docs-url <address>', 'where the pages about the codes are, for the links in sarif')
      .addOption(rootOption())
      .addOption(ignoreOption())
      .addOption(stdinFilenameOption())
      .action(async (files: readonly string[], options: CheckOptions) => {
        const run = (): Promise<WatchedRun> => runCheck(shell, files, options);
        finish(options.watch === true ? await watch(shell, files, run) : (await run()).code);
      });
    describeCommand(command, {
      examples: [
        ['tsk-compile check config/', 'report what is wrong or will hurt'],
        ['tsk-compile check config/ --fail-level warning', 'fail on warnings as well'],
        ['tsk-compile check . --format pretty --format sarif=tsk.sarif', 'one report to read, one for code scanning'],
        ['tsk-compile check config/ --fix', 'make the fixes that findings have'],
        ['tsk-compile explain TSK5105', 'read what a code means'],
      ],
      exitCodes: [
        [0, 'no findings at or above --fail-level'],
        [1, 'findings: errors, or what --fail-level asks for'],
        [2, 'wrong usage, or a file that cannot be read or written'],
      ],
    });
  },
};

async function loadFixer(shell: Shell, names: readonly string[], options: CheckOptions): Promise<Fixer | undefined> {
  const { fix, fixDryRun, fixOnly } = options;
  if (fix === undefined && fixDryRun === undefined && fixOnly === undefined) return undefined;
  const { makeFixer } = await import('../fix/fix-configuration.ts');
  return makeFixer(shell, names, options);
}

async function watch(shell: Shell, files: readonly string[], run: () => Promise<WatchedRun>): Promise<ExitCode> {
  const { watchFiles } = await import('../watch/watch-files.ts');
  return watchFiles(shell, files, run);
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function runCheck(shell: Shell, names: readonly string[], options: CheckOptions): Promise<WatchedRun> {
  const outputs = planOutputs(options.format, options.outputFile);
  const timings = startTimings();
  const fixer = await loadFixer(shell, names, options);
  let gatherer = await gather(shell, names, options, fixer);
  // What was written is read again, so that the report is of the files as they are.
  if (fixer?.hasWritten() === true) gatherer = await gather(shell, names, options, undefined);
  timings.end('analysis');

  const isQuiet = options.quiet === true;
  const { all, ...gathered } = gatherer.finish({ errorsOnly: isQuiet, maxFindings: options.maxFindings });
  const isFailure = (severity: Severity): boolean => isAsBadAs(severity, options.failLevel);
  const code = all.some(({ severity }) => isFailure(severity)) ? 1 : 0;
  const pages = outputs.some(({ reporter }) => reporter.wantsPages === true) ? await loadDiagnosticPages() : {};
  const { docsUrl } = options;
  const report = { ...gathered, isFailure, exitCode: code, isQuiet, cwd: shell.cwd, pages, docsUrl };
  if (fixer !== undefined) shell.err.write(`${fixer.summarize()}\n`);
  // A dry run has the diff on standard output; what would be left is said in one line.
  if (options.fixDryRun === true) shell.err.write(`${summarizeReport(report)}\n`);
  else await writeReports(shell, report, outputs, options.color);
  timings.end('report');
  if (options.timings === true) shell.err.write(timings.render(gathered.files.length));
  return { code, files: gathered.files };
}

/** Gathers what there is to say about each configuration, and about the settings that count for its files. */
async function gather(
  shell: Shell,
  names: readonly string[],
  options: CheckOptions,
  fixer: Fixer | undefined,
): Promise<Gatherer> {
  const { settingsOf, schemasOf, read, all } = settingsFinder(shell);
  const loadOptions = { ...options, settings: settingsOf, schemasOf };
  const gatherer = makeGatherer();
  for await (const loaded of loadConfigurations(shell, names, loadOptions)) {
    const files = [...loaded.analysis.documents.keys()];
    for (const file of files) read(file);
    const { diagnostics } = loaded.analysis;
    gatherer.add({ diagnostics, texts: loaded.texts, ...(await fixer?.run(loaded)), files });
  }
  for (const found of all()) {
    if (found.diagnostics.length === 0) continue;
    const { file } = found.settings;
    const { diagnostics, texts } = (await fixer?.runSettings(found)) ?? {
      diagnostics: found.diagnostics,
      texts: new Map([[file, found.text]]),
    };
    gatherer.addSettings({ diagnostics, texts, files: [file] });
  }
  return gatherer;
}
