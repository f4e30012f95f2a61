import type { CoercionTarget } from '../base/coerce.ts';
import type { ValidationError } from '../base/validator.ts';

/** A JSON pointer as a key is spoken of: `/scaling/metrics/0/high` is `scaling.metrics.0.high`. */
export function dottedPointer(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
}

/** What a variable's text must be. */
export function describeType({ type, quantity }: CoercionTarget): string {
  if (quantity !== undefined) return { duration: 'a duration', size: 'a size', ratio: 'a share' }[quantity];
  switch (type) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'integer':
      return 'a whole number';
    case 'boolean':
      return '`true` or `false`';
  }
}

const typeWords: ReadonlyMap<unknown, string> = new Map([
  ['object', 'an object'],
  ['array', 'a list'],
  ['string', 'text'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', '`true` or `false`'],
  ['null', '`null`'],
]);

/** The end of "must be …" for what an error of the validator asks for. */
export function describeDemand({ keyword, params }: ValidationError): string {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'type': {
      const types = Array.isArray(params['type']) ? params['type'] : [params['type']];
      return types.map((type) => typeWords.get(type) ?? String(type)).join(' or ');
    }
    case 'enum': {
      const allowed = Array.isArray(params['allowedValues']) ? params['allowedValues'] : [];
      return `one of ${allowed.map((value) => JSON.stringify(value)).join(', ')}`;
    }
    case 'const':
      return JSON.stringify(params['allowedValue']);
    case 'minimum':
      return `at least ${limit}`;
    case 'maximum':
      return `at most ${limit}`;
    case 'exclusiveMinimum':
      return `more than ${limit}`;
    case 'exclusiveMaximum':
      return `less than ${limit}`;
    default:
      return `of the form ${String(params['pattern'])}`;
  }
}

/** A plan's value in a few words. */
export function describeJson(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
