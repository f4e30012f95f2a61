import type { CoercionTarget } from '../base/coerce.ts';
import { findUnit, roundBase, tidy } from '../base/quantity.ts';
import { type Schema, typesOf } from '../base/schema.ts';

/** What a text must become to be a setting of this schema; undefined where no text can: tables and lists. */
export function coercionTarget(schema: Schema): CoercionTarget | undefined {
  const quantity = schema['x-tsk-quantity'];
  if (quantity !== undefined) {
    const scale = findUnit(schema['x-tsk-unit'] ?? '')?.factor ?? 1;
    if (quantity === 'rate') return { type: 'number', scale };
    return { type: quantity === 'ratio' ? 'number' : 'integer', scale, quantity };
  }
  for (const type of typesOf(schema)) {
    if (type === 'string' || type === 'boolean' || type === 'integer' || type === 'number') return { type };
  }
  return undefined;
}

/** A number in the unit of its schema, as defaults and limits are, in the unit of the plan: ms, bytes, 0 to 1. */
export function toPlanUnit(number: number, schema: Schema): number {
  const quantity = schema['x-tsk-quantity'];
  const unit = findUnit(schema['x-tsk-unit'] ?? '');
  return quantity === undefined || unit === undefined ? number : roundBase(tidy(number * unit.factor), quantity);
}
