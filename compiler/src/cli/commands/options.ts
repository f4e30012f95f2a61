import type { Diagnostic, Severity } from '@tsk/parser';
import { Option } from 'commander';
import { defaultStdinName } from '../io/load.ts';

/** The severities that `--fail-level` takes, the worst first. */
const failLevels = ['error', 'warning', 'info'] as const;

/** A severity that a command can fail at. */
export type FailLevel = (typeof failLevels)[number];

/** `--fail-level`: the least severity that makes the command end with 1. */
export function failLevelOption(): Option {
  return new Option('--fail-level <level>', 'end with 1 when there are findings of this severity or worse')
    .choices(failLevels)
    .default('error');
}

/** `--stdin-filename`: what standard input is called in messages. */
export function stdinFilenameOption(): Option {
  return new Option('--stdin-filename <name>', 'name of the file that standard input (-) stands for').default(
    defaultStdinName,
  );
}

/** `--root`: how far includes may lead. */
export function rootOption(): Option {
  return new Option('--root <folder>', 'the folder that includes may lead to, besides those of the files').default('.');
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, hint: 3 };

/** True where a finding is as bad as the level, or worse. */
export function reaches(diagnostics: readonly Diagnostic[], level: FailLevel): boolean {
  return diagnostics.some(({ severity }) => ranks[severity] <= ranks[level]);
}
