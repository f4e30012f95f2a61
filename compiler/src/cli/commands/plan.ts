import { Option } from 'commander';
import type { PlanFile } from '../../lower/lower.ts';
import { findChanges } from '../../plan-changes/find-changes.ts';
import { listPlan } from '../../plan-changes/list-plan.ts';
import { unreachable } from '../../unreachable.ts';
import { type LoadOptions, loadAnalysis } from '../io/load.ts';
import type { Shell } from '../io/shell.ts';
import { loadAgainst } from '../plan/load-against.ts';
import { countChanges, renderChanges, renderChangesJson, renderChangesMarkdown } from '../plan/render-changes.ts';
import { renderPlan, renderPlanJson, renderPlanMarkdown } from '../plan/render-plan.ts';
import { paintFor } from '../report/paint.ts';
import { renderPretty } from '../report/pretty.ts';
import type { CliCommand, ExitCode } from './command.ts';
import { describeCommand, ignoreOption } from './describe-command.ts';
import { rootOption, stdinFilenameOption } from './options.ts';

type Format = 'pretty' | 'json' | 'markdown';

interface PlanOptions extends LoadOptions {
  readonly against?: string;
  readonly format: Format;
  readonly failOn: 'breaking' | 'any' | 'never';
}

/** `tsk-compile plan FILES`: what a configuration comes to, or what changes in that. */
export const plan: CliCommand = {
  name: 'plan',
  declare(program, shell, finish) {
    const command = program
      .command('plan')
      .summary('show the plan, or what a change does to it')
      .description(
        'Shows what a configuration comes to, or with --against what changes: in capacity, cost, availability and security.',
      )
      .argument('<files...>', 'files, folders and patterns; - is standard input')
      .option('--against <revision|file>', 'compare with a git revision of the same files, a plan.json, or a .tsk file')
      .addOption(
        new Option('--format <format>', 'how to print').choices(['pretty', 'json', 'markdown']).default('pretty'),
      )
      .addOption(
        new Option('--fail-on <changes>', 'which changes end the command with another code than 0')
          .choices(['breaking', 'any', 'never'])
          .default('breaking'),
      )
      .addOption(rootOption())
      .addOption(ignoreOption())
      .addOption(stdinFilenameOption())
      .action(async (files: readonly string[], options: PlanOptions) => finish(await runPlan(shell, files, options)));
    describeCommand(command, {
      examples: [
        ['tsk-compile plan config/', 'every value of the plan, and where it is written'],
        ['tsk-compile plan config/ --against main', 'what changes against the branch main'],
        ['tsk-compile plan config/ --against plan.json', 'what changes against a plan that is in use'],
        ['tsk-compile plan config/ --against HEAD --format markdown', 'the same as a comment for a review'],
      ],
      exitCodes: [
        [0, 'nothing changes that --fail-on asks for'],
        [1, 'the configuration has errors, or with --fail-on any there are changes, none of them breaking'],
        [2, 'wrong usage, or nothing to compare with'],
        [3, 'breaking changes'],
      ],
    });
  },
};

async function runPlan(shell: Shell, names: readonly string[], options: PlanOptions): Promise<ExitCode> {
  const { analysis, texts } = await loadAnalysis(shell, names, options);
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    shell.err.write(renderPretty(errors, texts, paintFor(shell, shell.err)));
    return 1;
  }
  if (options.against === undefined) return printPlan(shell, analysis.plan, options.format);
  const before = await loadAgainst(shell, options.against, names, options);
  return printChanges(shell, before, analysis.plan, options.against, options);
}

function printPlan(shell: Shell, file: PlanFile, format: Format): ExitCode {
  const lines = listPlan(file);
  switch (format) {
    case 'pretty':
      shell.out.write(renderPlan(lines, paintFor(shell, shell.out)));
      return 0;
    case 'json':
      shell.out.write(renderPlanJson(lines));
      return 0;
    case 'markdown':
      shell.out.write(renderPlanMarkdown(lines));
      return 0;
    default:
      return unreachable(format);
  }
}

function printChanges(
  shell: Shell,
  before: PlanFile,
  after: PlanFile,
  against: string,
  { format, failOn }: PlanOptions,
): ExitCode {
  const changes = findChanges(before, after);
  const text = {
    pretty: () => renderChanges(changes, against, paintFor(shell, shell.out)),
    json: () => renderChangesJson(changes, against),
    markdown: () => renderChangesMarkdown(changes, against),
  }[format]();
  shell.out.write(text);
  const { breaking } = countChanges(changes);
  if (breaking > 0 && failOn !== 'never') return 3;
  return changes.length > 0 && failOn === 'any' ? 1 : 0;
}
