import { type Diagnostic, type Fix, type Place, report } from '@tsk/parser';
import { findNearest } from '../base/nearest.ts';
import type { Schema } from '../base/schema.ts';
import type { ValidationError } from '../base/validator.ts';
import { notAChoice, outOfRange, wrongForm, wrongType } from './catalogue.ts';
import { enumerate } from './enumerate.ts';
import { mendQuotes } from './mend-quotes.ts';
import type { Written } from './reading.ts';
import { describeExpected, describeFound, dottedKey, formatNumber, quote, quoteScalar } from './words.ts';

/** Puts into words what a validator's error says about a value, at the value's own span. */
export function explainValue({ keyword, params }: ValidationError, at: Written): Diagnostic {
  const { schema, value } = at;
  const key = dottedKey(at.path);
  const place: Place = value;
  switch (keyword) {
    case 'enum':
      return explainChoice(at, key);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return report(
        outOfRange,
        place,
        [key, describeLimit(keyword, Number(params['limit']), schema), foundNumber(at)],
        {
          fix:
            value.kind === 'deferred' ? undefined : (dropSign(at) ?? writeLimit(keyword, Number(params['limit']), at)),
        },
      );
    case 'minItems':
      return report(outOfRange, place, [key, 'a list with something in it', 'an empty one']);
    case 'pattern':
      return report(wrongForm, place, [key, schema['x-tsk-form'] ?? 'of another form', describeGiven(at)]);
    default:
      return report(wrongType, place, [key, describeExpected(schema), describeFound(value)], { fix: mendQuotes(at) });
  }
}

/** The end of "must be …" for a limit. */
function describeLimit(keyword: string, limit: number, schema: Schema): string {
  const number = formatNumber(limit, schema['x-tsk-unit']);
  switch (keyword) {
    case 'minimum':
      return `at least ${number}`;
    case 'maximum':
      return `at most ${number}`;
    case 'exclusiveMinimum':
      return `more than ${number}`;
    default:
      return `less than ${number}`;
  }
}

/** The number without its minus, where that is all that is wrong: likelier than that the limit was meant. */
function dropSign({ value, schema }: Written): Fix | undefined {
  if (value.kind !== 'scalar' || typeof value.value !== 'number' || value.value >= 0) return undefined;
  const number = -value.value;
  const { minimum = 0, exclusiveMinimum = -1, maximum = number, exclusiveMaximum = Number.POSITIVE_INFINITY } = schema;
  if (number < minimum || number <= exclusiveMinimum || number > maximum || number >= exclusiveMaximum)
    return undefined;
  return { title: `Write ${number}`, edits: [{ span: value.span, newText: String(number) }] };
}

/** The limit itself, where it can be had; with its unit where a bare number could be read in another. */
function writeLimit(keyword: string, limit: number, { value, schema }: Written): Fix | undefined {
  if (keyword !== 'minimum' && keyword !== 'maximum') return undefined;
  const kind = schema['x-tsk-quantity'];
  const isNumber = value.kind === 'scalar' && typeof value.value === 'number';
  const isBare = kind === 'rate' || (isNumber && kind !== 'ratio');
  const spoken = formatNumber(limit, schema['x-tsk-unit']).replace(' ', '');
  const newText = isBare || schema['x-tsk-unit'] === undefined ? String(limit) : spoken;
  return { title: `Write ${newText}`, edits: [{ span: value.span, newText }] };
}

/** The number as the user would say it: with the unit that it has, or that it is taken to have. */
function foundNumber(at: Written): string {
  if (at.value.kind === 'quantity') return at.value.text;
  const given = givenScalar(at);
  return typeof given === 'number' ? formatNumber(given, at.schema['x-tsk-unit']) : String(given);
}

/** The scalar that was written, stands as a default, or came from the environment. */
function givenScalar({ value, lookedUp }: Written): string | number | boolean | null | undefined {
  if (lookedUp !== undefined) return lookedUp;
  return value.kind === 'deferred' ? value.defaultValue : value.kind === 'scalar' ? value.value : undefined;
}

/** A value as in "not …", with the variable where it came from one. */
function describeGiven({ value, lookedUp }: Written): string {
  const isVariable = value.kind === 'deferred' && lookedUp !== undefined;
  return isVariable ? `${quoteScalar(lookedUp)} from the variable ${value.name}` : describeFound(value);
}

function explainChoice(at: Written, key: string): Diagnostic {
  const { schema, value } = at;
  const choices = schema.enum ?? [];
  const text = givenScalar(at);
  const nearest = typeof text === 'string' ? findNearest(text, choices) : undefined;
  if (nearest === undefined) {
    const hint = `; it is ${enumerate(choices.map(quote), 'or')}.`;
    return report(notAChoice, value, [key, describeChoice(at), hint]);
  }
  const fix: Fix = { title: `Write ${quote(nearest)}`, edits: [{ span: value.span, newText: quote(nearest) }] };
  const extra = value.kind === 'scalar' ? { fix } : {};
  return report(notAChoice, value, [key, describeChoice(at), `; did you mean ${quote(nearest)}?`], extra);
}

const describeChoice = (at: Written): string =>
  at.value.kind === 'scalar' && typeof at.value.value === 'string' ? quote(at.value.value) : describeGiven(at);
