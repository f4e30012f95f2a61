import type { Json, Value } from '@tsk/parser';
import { asBoolean, asNumber, asText } from '../values/describe.ts';
import { areEqual } from '../values/equality.ts';
import { defineFunction, defineOperator } from './define.ts';
import type { Outcome, PureOperator, RunnableFunction } from './operator.ts';
import { integer, known, knownArray, optional, text } from './parameters.ts';
import {
  isAtLeast,
  isAtMost,
  isEmail,
  isInteger,
  isIp,
  isPhone,
  isPresent,
  isUrl,
  lengthOf,
  orderOf,
} from './rules.ts';
import { findFirst } from './search.ts';

const subject = known('value', 'The value; in a statement, the name of a key in quotes.');

/** A rule about a value alone. */
function ofValue(
  name: string,
  summary: string,
  example: readonly [right: string, wrong: string],
  holds: (value: Value) => boolean,
): RunnableFunction {
  return defineFunction({
    name,
    summary: `True for ${summary}.`,
    parameters: [subject],
    result: 'true or false',
    examples: { [`@validate.${name}(${example[0]})`]: true, [`@validate.${name}(${example[1]})`]: false },
    run: ([value]) => holds(value),
  });
}

/** A rule about a text. */
function ofText(
  name: string,
  summary: string,
  example: readonly [right: string, wrong: string],
  holds: (text: string) => boolean,
): RunnableFunction {
  return ofValue(name, summary, example, (value) => {
    const found = asText(value);
    return found !== undefined && holds(found);
  });
}

/** A rule about a value and a bound. */
function ofBound(
  name: string,
  summary: string,
  examples: Readonly<Record<string, Json>>,
  holds: (value: Value, bound: Value) => boolean,
): RunnableFunction {
  return defineFunction({
    name,
    summary: `True for a number or quantity that is ${summary} a bound.`,
    parameters: [subject, known('bound', 'The bound.')],
    result: 'true or false',
    examples,
    run: ([value, bound]) => holds(value, bound),
  });
}

const bounds: readonly RunnableFunction[] = [
  defineFunction({
    name: 'range',
    summary: 'True for a number or quantity from one bound to another, both included.',
    parameters: [subject, known('least', 'The least.'), known('most', 'The most.')],
    result: 'true or false',
    examples: { '@validate.range(8080, 1, 65535)': true, '@validate.range(90s, 1s, 1m)': false },
    run: ([value, least, most]) => isAtLeast(value, least) && isAtMost(value, most),
  }),
  ofBound('min', 'not below', { '@validate.min(5, 5)': true }, isAtLeast),
  ofBound('max', 'not above', { '@validate.max(6, 5)': false }, isAtMost),
  ofBound(
    'greater_than',
    'above',
    { '@validate.greater_than(5, 5)': false },
    (value, bound) => (orderOf(value, bound) ?? -1) > 0,
  ),
  ofBound(
    'less_than',
    'below',
    { '@validate.less_than(4, 5)': true },
    (value, bound) => (orderOf(value, bound) ?? 1) < 0,
  ),
  defineFunction({
    name: 'length',
    summary: 'True for a text or array of a length from one bound to another.',
    parameters: [subject, integer('least', 'The least length.'), optional(integer('most', 'The greatest length.'))],
    result: 'true or false',
    examples: { '@validate.length("shop", 1, 10)': true, '@validate.length([], 1)': false },
    run: ([value, least, most = Number.POSITIVE_INFINITY]) => {
      const length = lengthOf(value);
      return length !== undefined && length >= least && length <= most;
    },
  }),
];

const pattern = defineFunction({
  name: 'pattern',
  summary: 'True for a text in which a pattern is found; see `@regex`.',
  parameters: [subject, text('pattern', 'A regular expression.')],
  result: 'true or false',
  examples: { '@validate.pattern("v1", "^v\\d+$")': true },
  run: ([value, wanted], call) => {
    const found = asText(value);
    return (
      found !== undefined &&
      findFirst({ pattern: wanted, text: found, flags: '' }, call, (match) => match !== undefined)
    );
  },
});

const all = defineFunction({
  name: 'all',
  summary: 'True where all elements are true.',
  parameters: [knownArray('values', 'Values that are true or false.')],
  result: 'true or false',
  examples: { '@validate.all([true, 1 < 2])': true },
  run: ([{ elements }]): Outcome => {
    return elements.every((element) => asBoolean(element) === true);
  },
});

const required = defineFunction({
  name: 'required',
  summary:
    'True for a value that is there: not null, no empty text, and for an array, if all of its elements are there.',
  parameters: [
    known('value', 'The value, or an array of values; in a statement, the name of a key, or an array of names.'),
  ],
  result: 'true or false',
  examples: { '@validate.required("x")': true, '@validate.required(["x", null])': false },
  run: ([value]) => (value.kind === 'array' ? value.elements.every(isPresent) : isPresent(value)),
});

const oneOf = defineFunction({
  name: 'one_of',
  summary: 'True for a value that is among others.',
  parameters: [subject, knownArray('values', 'The values that are allowed.')],
  result: 'true or false',
  examples: { '@validate.one_of("info", ["info", "debug"])': true },
  run: ([value, { elements }]) => elements.some((element) => areEqual(value, element)),
});

/** `@validate.rule(value)`: whether a value keeps a rule; as a statement, a check of a key. */
export const validate: PureOperator = defineOperator({
  name: 'validate',
  summary: 'Rules for values: true where a value keeps the rule; on a line of its own, a check of a key.',
  documentation:
    'On a line of its own the first argument names a key of the table in which the line stands, in quotes: `@validate.range("port", 1, 65535)`. Where the value of the key does not keep the rule, that is an error at the key. A key that is not there is only asked for by `@validate.required`, and what the runtime looks up is not checked.',
  functions: [
    required,
    ...bounds,
    pattern,
    oneOf,
    all,
    ofText('email', 'a mail address', ['"a@shop.example"', '"shop"'], isEmail),
    ofText('url', 'an address with a scheme and a host', ['"https://shop.example/"', '"shop"'], isUrl),
    ofText('ip', 'an IPv4 or IPv6 address', ['"192.168.1.1"', '"300.1.1.1"'], isIp),
    ofText('phone', 'a telephone number', ['"+49 30 1234567"', '"12"'], isPhone),
    ofValue('port', 'a whole number from 1 to 65535', ['8080', '0'], (value) => {
      const number = asNumber(value);
      return number !== undefined && isInteger(value) && number >= 1 && number <= 65535;
    }),
    ofValue('string', 'a text', ['"a"', '1'], (value) => asText(value) !== undefined),
    ofValue('number', 'a number', ['1.5', '"1"'], (value) => asNumber(value) !== undefined),
    ofValue('integer', 'a whole number', ['1', '1.5'], isInteger),
    ofValue('boolean', 'true or false', ['true', '"true"'], (value) => asBoolean(value) !== undefined),
    ofValue('array', 'an array', ['[]', '{}'], (value) => value.kind === 'array'),
    ofValue('object', 'a table', ['{}', '[]'], (value) => value.kind === 'table'),
  ],
  refused: {
    custom: 'it would run code',
    errors: 'findings are reported by the compiler, and are not data',
    reachable: 'it would use the network',
    connection_string: 'its forms are those of other programs; write @validate.pattern',
  },
});
