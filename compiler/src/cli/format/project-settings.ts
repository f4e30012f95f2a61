import type { FormatOptions } from '@tsk/parser';
import { findNearest } from '@tsk/schemas';
import { CliFailure } from '../io/cli-failure.ts';

/** What is wrong with a value, in words; undefined where it is right. */
type Check = (value: unknown) => string | undefined;

const boolean: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');

function integer(least: number, most: number): Check {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? undefined
      : `a whole number from ${least} to ${most}`;
}

function choice(...words: readonly string[]): Check {
  return (value) =>
    typeof value === 'string' && words.includes(value) ? undefined : words.map((word) => `"${word}"`).join(', ');
}

const checks: Readonly<Record<keyof FormatOptions, Check>> = {
  indentSize: integer(1, 16),
  useTabs: boolean,
  maxWidth: integer(20, 10_000),
  alignComments: boolean,
  endOfLine: choice('auto', 'lf', 'crlf'),
  finalNewline: boolean,
};

/** Reads the settings of the formatter from the text of a `tsk.json`: its member `format`. The rest of it is not looked at. */
export function readProjectSettings(file: string, text: string): FormatOptions {
  const project = parseJson(file, text);
  if (!isRecord(project)) throw new CliFailure(`'${file}' must be an object: { "format": { … } }.`);
  const settings = project['format'] ?? {};
  if (!isRecord(settings)) throw new CliFailure(`'format' in '${file}' must be an object: { "maxWidth": 100 }.`);
  for (const [name, value] of Object.entries(settings)) checkSetting(file, name, value);
  return settings;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new CliFailure(`'${file}' is not JSON: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      cause,
    });
  }
}

function checkSetting(file: string, name: string, value: unknown): void {
  if (!isSettingName(name)) {
    const nearest = findNearest(name, Object.keys(checks));
    const help = nearest === undefined ? `They are ${Object.keys(checks).join(', ')}.` : `Did you mean '${nearest}'?`;
    throw new CliFailure(`'${file}' has a setting 'format.${name}', which there is not. ${help}`);
  }
  const wanted = checks[name](value);
  if (wanted !== undefined) {
    throw new CliFailure(`'format.${name}' in '${file}' is ${JSON.stringify(value)}, and must be ${wanted}.`);
  }
}

function isSettingName(name: string): name is keyof FormatOptions {
  return Object.hasOwn(checks, name);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
