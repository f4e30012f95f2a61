import type { Diagnostic, Severity } from '@tsk/parser';
import { InvalidArgumentError, Option } from 'commander';
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

/** `--fail-level` of a command that reports only, and may be asked never to fail. */
export function reportFailLevelOption(): Option {
  return new Option('--fail-level <level>', 'end with 1 when there are findings of this severity or worse')
    .choices([...failLevels, 'never'])
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

/** `--color`: when to use colours. */
export function colorOption(): Option {
  return new Option('--color <when>', 'use colours').choices(['auto', 'always', 'never']).default('auto');
}

/** The number that an option is given, from 1 on. */
export function parseCount(written: string): number {
  if (!/^[1-9]\d{0,8}$/.test(written)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(written);
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, hint: 3 };

/** True where a finding is as bad as the level, or worse. */
export function reaches(diagnostics: readonly Diagnostic[], level: FailLevel): boolean {
  return diagnostics.some(({ severity }) => isAsBadAs(severity, level));
}

/** True where a severity is as bad as the level, or worse. */
export function isAsBadAs(severity: Severity, level: FailLevel | 'never'): boolean {
  return level !== 'never' && ranks[severity] <= ranks[level];
}
