import type { Value } from '@tsk/parser';
import { findUnit, type QuantityKind, tidy, unitNames } from '../base/quantity.ts';
import { type Schema, type SchemaType, typesOf } from '../base/schema.ts';
import { enumerate } from './enumerate.ts';

/** What a kind of quantity is called. */
export const quantityWords: Readonly<Record<QuantityKind, string>> = {
  duration: 'a duration',
  size: 'a size',
  ratio: 'a share',
  rate: 'a rate',
};

/** A key as it is spoken of: `load_balancing.instances.app-1`, `service.args[2]`. */
export function dottedKey(path: readonly (string | number)[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else text += (text === '' ? '' : '.') + (/^[\w-]+$/.test(key) ? key : quote(key));
  }
  return text;
}

/** A text in quotes, cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}

/** What a setting can be, as in "must be …": "a whole number", "a duration such as `30s`". */
export function describeExpected(schema: Schema): string {
  const kind = schema['x-tsk-quantity'];
  if (kind !== undefined) return `${quantityWords[kind]} such as \`${exampleQuantity(kind, schema)}\``;
  const form = schema['x-tsk-form'];
  if (form !== undefined) return form;
  const types = typesOf(schema).map(describeType);
  return enumerate(types, 'or').replace('a table or `true` or', 'a table, `true` or');
}

/** A type of JSON in words: "a whole number". */
export const describeType = (type: SchemaType): string => typeWords[type];

const typeWords: Readonly<Record<SchemaType, string>> = {
  object: 'a table',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: '`true` or `false`',
  null: '`null`',
};

function exampleQuantity(kind: QuantityKind, schema: Schema): string {
  const unit = schema['x-tsk-unit'] ?? '';
  if (typeof schema.default === 'number')
    return kind === 'rate' ? `"${schema.default}${unit}"` : `${schema.default}${unit}`;
  return { duration: '30s', size: '64MB', ratio: '70%', rate: '"100/s"' }[kind];
}

/** What was written, as in "not …": "the text "x"", "the number 5", "a list". */
export function describeFound(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return describeScalar(value.value);
    case 'quantity':
      return `the quantity ${value.text}`;
    case 'range':
      return `the range ${value.text}`;
    case 'datetime':
      return `the date ${value.text}`;
    case 'array':
      return 'a list';
    case 'table':
      return 'a table';
    case 'deferred':
      return value.defaultValue === undefined
        ? `what ${value.name} holds`
        : `the default ${quoteScalar(value.defaultValue)}`;
    case 'expression':
    case 'invalid':
      return 'this';
  }
}

function describeScalar(value: string | number | boolean | null): string {
  if (typeof value === 'string') return `the text ${quote(value)}`;
  return typeof value === 'number' ? `the number ${value}` : `\`${value}\``;
}

/** A scalar as it is written; only text has quotes. */
export function quoteScalar(value: string | number | boolean | null): string {
  return typeof value === 'string' ? quote(value) : String(value);
}

/**
 * A number of a setting with its unit: `30 s`, `70 %`, `5`. What is less than one or very much of its unit is told in a
 * better one: `10 ms`, `7 d`, `2 GB`.
 */
export function formatNumber(number: number, unit: string | undefined): string {
  if (unit === undefined) return String(number);
  const found = findUnit(unit);
  if (found?.kind === 'rate') return `${number}${unit}`;
  if (found === undefined || number === 0) return `${number} ${unit}`;
  const base = tidy(number * found.factor);
  const isMuch = base >= muchOf[found.kind];
  if (number >= 1 && !isMuch) return `${number} ${unit}`;
  const inUnit = (name: string): number => tidy(base / (findUnit(name)?.factor ?? 1));
  const better = unitNames(found.kind).findLast((name) => spokenUnits.has(name) && Number.isInteger(inUnit(name)));
  return better === undefined ? `${number} ${unit}` : `${inUnit(better)} ${better}`;
}

/** From here on a number of small units is hard to grasp: a day, a gigabyte. */
const muchOf: Readonly<Record<QuantityKind, number>> = {
  duration: 86_400_000,
  size: 1e9,
  ratio: Number.POSITIVE_INFINITY,
  rate: Number.POSITIVE_INFINITY,
};

/** The units in which limits are told. */
const spokenUnits: ReadonlySet<string> = new Set(['us', 'ms', 's', 'm', 'h', 'd', 'B', 'KB', 'MB', 'GB', 'TB']);
