import { bareToBase, parseQuantity, type QuantityKind, quantityToBase, roundBase } from './quantity.ts';

/** What a text is to become: a type, and for a quantity its kind and the factor of a number without unit. */
export interface CoercionTarget {
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  readonly scale?: number;
  readonly quantity?: Exclude<QuantityKind, 'rate'>;
}

const words: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['off', false],
  ['0', false],
]);

/**
 * The value that a text stands for, such as that of an environment variable: in milliseconds, bytes or as a ratio where
 * `target` is a quantity. Undefined where the text is not of the type.
 */
export function coerceText(text: string, target: CoercionTarget): string | number | boolean | undefined {
  switch (target.type) {
    case 'string':
      return text;
    case 'boolean':
      return words.get(text.trim().toLowerCase());
    case 'integer':
    case 'number':
      return coerceNumber(text, target);
  }
}

function coerceNumber(text: string, { type, scale = 1, quantity }: CoercionTarget): number | undefined {
  const written = parseQuantity(text);
  if (written === undefined || !Number.isFinite(written.number)) return undefined;
  const { number, unit } = written;
  if (quantity === undefined) {
    if (unit !== '') return undefined;
    const scaled = number * scale;
    return type === 'integer' && !Number.isSafeInteger(scaled) ? undefined : scaled;
  }
  const base = unit === '' ? bareToBase(number, quantity, scale) : quantityToBase(number, unit, quantity);
  return base === undefined || !Number.isFinite(base) ? undefined : roundBase(base, quantity);
}
