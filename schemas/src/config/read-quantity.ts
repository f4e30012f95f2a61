import { type Diagnostic, report, type Value } from '@tsk/parser';
import { bareToBase, findUnit, parseQuantity, type QuantityKind, quantityToBase, tidy } from '../base/quantity.ts';
import type { Schema } from '../base/schema.ts';
import { unclearShare } from './catalogue.ts';
import { findUnitProblem } from './find-unit-problem.ts';
import { type Instance, leaveHole, type OpenReading, type Written } from './reading.ts';
import { dottedKey } from './words.ts';

/**
 * A quantity as a number in the unit of its schema: `5m`, `"5m"` and 300 are all 300 where the unit is `s`. Undefined where
 * the value is nothing of the kind; then the validator says so.
 */
export function readQuantity(
  kind: QuantityKind,
  at: Written,
  pointer: string,
  reading: OpenReading,
): Instance | undefined {
  const { value, schema } = at;
  if (value.kind === 'scalar' && typeof value.value === 'number') {
    if (isUnclear(value.value, schema)) return leaveHole(reading, pointer, reportUnclear(at, value.value));
    return toSchemaUnit(bareToBase(value.value, kind, unitFactor(schema)), schema);
  }
  const quantity = value.kind === 'quantity' ? value : parseQuoted(value);
  if (quantity === undefined || quantity.unit === '') return undefined;
  const base = quantityToBase(quantity.number, quantity.unit, kind);
  if (base === undefined) return leaveHole(reading, pointer, findUnitProblem(at, kind, quantity));
  return toSchemaUnit(base, schema);
}

/** A bare number up to 1 is a share; where a small percentage is as likely, the user has to say which. */
const isUnclear = (number: number, { 'x-tsk-ambiguous': range }: Schema): boolean =>
  range !== undefined && number >= range[0] && number <= range[1];

const reportUnclear = (at: Written, number: number): Diagnostic =>
  report(unclearShare, at.value, [dottedKey(at.path), String(number), `\`${number}%\``, `\`${tidy(number * 100)}%\``]);

/** A number in the plan's unit in that of the schema, in which its limits are. */
export function toSchemaUnit(base: number, schema: Schema): number {
  return schema['x-tsk-quantity'] === undefined ? base : tidy(base / unitFactor(schema));
}

const unitFactor = (schema: Schema): number => findUnit(schema['x-tsk-unit'] ?? '')?.factor ?? 1;

const parseQuoted = (value: Value) =>
  value.kind === 'scalar' && typeof value.value === 'string' ? parseQuantity(value.value) : undefined;
