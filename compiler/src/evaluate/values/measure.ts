import type { Value } from '@tsk/parser';
import { findUnit, quantityToBase } from '@tsk/schemas';

/** A number with its unit; plain numbers have the unit ''. */
export interface Measure {
  readonly number: number;
  readonly unit: string;
}

/** The number of a value that is one, with its unit. */
export function measure(value: Value): Measure | undefined {
  if (value.kind === 'quantity') return { number: value.number, unit: value.unit };
  return value.kind === 'scalar' && typeof value.value === 'number' ? { number: value.value, unit: '' } : undefined;
}

/** The order of two measures, negative where the first is less. Undefined where their units are not of one kind. */
export function compareMeasures(a: Measure, b: Measure): number | undefined {
  if (a.unit === b.unit) return order(a.number, b.number);
  const kind = findUnit(a.unit)?.kind;
  if (kind === undefined) return undefined;
  const [left, right] = [quantityToBase(a.number, a.unit, kind), quantityToBase(b.number, b.unit, kind)];
  return left === undefined || right === undefined ? undefined : order(left, right);
}

function order(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}
