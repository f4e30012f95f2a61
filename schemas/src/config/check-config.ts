import { type Diagnostic, type Place, report, type TableValue } from '@tsk/parser';
import type { ValidationError } from '../base/validator.ts';
import { configSchema } from '../generated/config-schema.ts';
import { validateConfig } from '../generated/config-validator.ts';
import { canonicalize } from './canonicalize.ts';
import { deprecatedValue, notRun } from './catalogue.ts';
import type { Config } from './config.ts';
import { type Explanation, explainError } from './explain-error.ts';
import { explainMissing } from './explain-missing.ts';
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
  /** Tables at the root that schemas of the user's describe: what is not ours in them is theirs to judge. */
  readonly described?: ReadonlySet<string>;
  /** The text at a place, so that a fix can continue the user's layout. Without it such fixes are left out. */
  readonly textAt?: (place: Place) => string;
}

/** A configuration, as good as it could be made, and what is wrong with it. */
export interface CheckedConfig {
  readonly config: Config;
  /** In the order of the text, file by file. */
  readonly diagnostics: readonly Diagnostic[];
  /** The values that were read: every setting under its own name, tables of other programs left out. */
  readonly root: TableValue;
  /** The dotted keys under which settings that have other names in the text are written, by JSON pointer. */
  readonly writtenKeys: ReadonlyMap<string, string>;
}

/**
 * Checks evaluated values against the schemas of the settings. Total: a value that is wrong is reported once and gives way
 * to its default; values that are not evaluated or already reported are passed over.
 */
export function checkConfig(root: TableValue, options: CheckConfigOptions = {}): CheckedConfig {
  const canonical = canonicalize(root, configSchema, options.described);
  const reading = readValues(canonical.root, configSchema, options.environment);
  const bad = new Map<string, Explanation['wrong']>();
  const findings = [...canonical.findings, ...reading.findings, ...findRemarks(reading)];

  const errors = validate(reading);
  for (const error of errors) {
    const { pointer, wrong, finding } = explainError(error, reading);
    const isRepeated = bad.has(pointer);
    bad.set(pointer, wrong);
    if (finding !== undefined && !isRepeated) findings.push(finding);
  }
  findings.push(...explainMissing(errors, reading, options.textAt));
  return {
    config: settle(reading, configSchema, bad),
    diagnostics: inOrder(findings).slice(0, mostFindings),
    root: canonical.root,
    writtenKeys: canonical.writtenKeys,
  };
}

/** The validator's errors; of a value, that of its type comes first. Those about a name are told once more about its table. */
function validate(reading: Reading): readonly ValidationError[] {
  if (validateConfig(reading.instance)) return [];
  return (validateConfig.errors ?? []).filter(
    (error) => error.propertyName === undefined && !reading.holes.has(error.instancePath),
  );
}

/** What is right and yet worth a word: values that should no longer be used, and what has no effect in the runtime. */
function* findRemarks(reading: Reading): Generator<Diagnostic> {
  for (const { schema, key, value, path } of reading.written.values()) {
    if (schema['x-tsk-runtime'] === false) yield report(notRun, key, [dottedKey(path)]);
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
