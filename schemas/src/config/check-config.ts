import { type Diagnostic, report, type TableValue } from '@tsk/parser';
import type { ValidationError } from '../base/validator.ts';
import { configSchema } from '../generated/config-schema.ts';
import { validateConfig } from '../generated/config-validator.ts';
import { deprecatedValue } from './catalogue.ts';
import type { Config } from './config.ts';
import { type Explanation, explainError } from './explain-error.ts';
import { readValues } from './read-values.ts';
import type { Reading } from './reading.ts';
import { settle } from './settle.ts';
import { dottedKey, quote } from './words.ts';

/** More findings than this help nobody. */
const mostFindings = 200;

/** How `checkConfig` goes about it. */
export interface CheckConfigOptions {
  /**
   * Look environment variables up here and now. Without it, and always for secrets, they are left to the runtime and
   * stand in the settings as `DeferredSetting`.
   */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A configuration, as good as it could be made, and what is wrong with it. */
export interface CheckedConfig {
  readonly config: Config;
  /** In the order of the text, file by file. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks evaluated values against the schemas of the settings. Total: a value that is wrong is reported once and gives way
 * to its default; values that are not evaluated or already reported are passed over.
 */
export function checkConfig(root: TableValue, options: CheckConfigOptions = {}): CheckedConfig {
  const reading = readValues(root, configSchema, options.environment);
  const bad = new Map<string, Explanation['wrong']>();
  const findings = [...reading.findings, ...findDeprecated(reading)];

  for (const error of validate(reading)) {
    const { pointer, wrong, finding } = explainError(error, reading);
    const isRepeated = bad.has(pointer) && error.keyword !== 'required';
    bad.set(pointer, wrong);
    if (finding !== undefined && !isRepeated) findings.push(finding);
  }
  return { config: settle(reading, configSchema, bad), diagnostics: inOrder(findings).slice(0, mostFindings) };
}

/** The validator's errors; of a value, that of its type comes first. Those about a name are told once more about its table. */
function validate(reading: Reading): readonly ValidationError[] {
  if (validateConfig(reading.instance)) return [];
  return (validateConfig.errors ?? []).filter(
    (error) => error.propertyName === undefined && !reading.holes.has(error.instancePath),
  );
}

function* findDeprecated(reading: Reading): Generator<Diagnostic> {
  for (const { schema, value, path } of reading.written.values()) {
    const reasons = schema['x-tsk-deprecated'];
    if (reasons === undefined || value.kind !== 'scalar' || typeof value.value !== 'string') continue;
    if (!Object.hasOwn(reasons, value.value)) continue;
    yield report(deprecatedValue, value, [dottedKey(path), quote(value.value), reasons[value.value] ?? '']);
  }
}

/** Findings by file, in the order in which files first have one, and by position. */
function inOrder(findings: readonly Diagnostic[]): Diagnostic[] {
  const files = [...new Set(findings.map((finding) => finding.file))];
  return findings.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.span.start - b.span.start);
}
