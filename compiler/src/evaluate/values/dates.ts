import type { Value } from '@tsk/parser';

/**
 * The order of two dates without a time, or of two times with their zone; negative where the first is earlier. Undefined where
 * that depends on where one is: a time without a zone is another instant in every place.
 */
export function compareDates(left: Value, right: Value): number | undefined {
  if (left.kind !== 'datetime' || right.kind !== 'datetime') return undefined;
  const [a, b] = [instantOf(left.text), instantOf(right.text)];
  if (a === undefined || b === undefined || isDate(left.text) !== isDate(right.text)) return undefined;
  return Math.sign(a - b);
}

function isDate(text: string): boolean {
  return !text.includes('T');
}

function instantOf(text: string): number | undefined {
  if (!isDate(text) && !/(?:[Zz]|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
