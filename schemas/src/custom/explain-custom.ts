import { type Diagnostic, type Fix, report } from '@tsk/parser';
import { findMisspelt, findNearest } from '../base/nearest.ts';
import { joinPointer } from '../base/pointer.ts';
import type { SchemaType } from '../base/schema.ts';
import {
  brokenRule,
  missingKey,
  notAChoice,
  outOfRange,
  unknownKey,
  wrongForm,
  wrongType,
} from '../config/catalogue.ts';
import { code, enumerate } from '../config/enumerate.ts';
import { describeFound, describeType, dottedKey, quote } from '../config/words.ts';
import type { CustomError } from './custom-schema.ts';
import { mendValue } from './mend-value.ts';
import type { PlainPlace, PlainReading } from './read-plain.ts';

/** Puts an error of a user's schema into words; `schemaName` is who asks for it. */
export function explainCustom(error: CustomError, reading: PlainReading, schemaName: string): Diagnostic | undefined {
  const at = reading.places.get(error.instancePath);
  if (at === undefined) return undefined;
  const { keyword, params } = error;
  const key = at.path.length === 0 ? 'the file' : dottedKey(at.path);
  const found = `${describeFound(at.value)}, says ${schemaName}`;
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
    case 'propertyNames':
      return explainKey(error, at, reading, schemaName);
    case 'type': {
      const types = [params['type'] ?? []].flat().filter(isType);
      const expected = enumerate(types.map(describeType), 'or');
      return report(wrongType, placeOf(at), [key, expected, found], { fix: mendValue(at.value, types) });
    }
    case 'enum':
    case 'const':
      return explainChoice(error, at, key, schemaName);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum': {
      const limit = Number(params['limit']);
      const isReached = keyword === 'minimum' || keyword === 'maximum';
      const fix = isReached ? write(at, String(limit)) : undefined;
      return report(outOfRange, placeOf(at), [key, `${limits[keyword]} ${limit}`, found], { fix });
    }
    case 'pattern':
      return report(wrongForm, placeOf(at), [key, `text that matches ${code(String(params['pattern']))}`, found]);
    default:
      return report(brokenRule, placeOf(at), [key, describeRule(error), schemaName]);
  }
}

const limits = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
  exclusiveMaximum: 'less than',
} as const;

/** The keys that tables lack by a user's schema, one finding a table. */
export function* explainLacking(
  errors: readonly CustomError[],
  reading: PlainReading,
  schemaName: string,
): Generator<Diagnostic> {
  for (const [pointer, group] of Map.groupBy(errors, ({ instancePath }) => instancePath)) {
    const at = reading.places.get(pointer);
    if (at === undefined) continue;
    const keys = group.map(({ params }) => code(String(params['missingProperty'])));
    const list = `${enumerate([...new Set(keys)], 'and')}, says ${schemaName}`;
    yield report(missingKey, placeOfTable(at), [dottedKey(at.path) || 'the file', list]);
  }
}

function explainKey(
  { instancePath, keyword, params, parentSchema }: CustomError,
  table: PlainPlace,
  reading: PlainReading,
  schemaName: string,
): Diagnostic | undefined {
  const names = [params['additionalProperty'], params['unevaluatedProperty'], params['propertyName']];
  const name = String(names.find((given) => given !== undefined));
  const at = reading.places.get(joinPointer(instancePath, name));
  if (at === undefined) return undefined;
  if (keyword === 'propertyNames')
    return report(brokenRule, at.key, [dottedKey(at.path), 'must have another name', schemaName]);
  const known = knownKeys(parentSchema);
  const meant = findMeant(name, known, table);
  const says = `, says ${schemaName}`;
  const list = known.length > 0 && known.length <= 12 ? `; its keys are ${enumerate(known.map(code), 'and')}` : '';
  const hint = meant === undefined ? `${list}${says}.` : `${says}; did you mean ${code(meant)}?`;
  const fix: Fix | undefined =
    meant === undefined
      ? undefined
      : {
          title: `Rename to ${meant}`,
          edits: [{ span: at.key.span, newText: meant }],
        };
  return report(unknownKey, at.key, [dottedKey(table.path), name, hint], { fix });
}

/** The key that an unknown one is a slip of, where an error is about an unknown key: with it renamed, that one is no longer missing. */
export function meantKey(
  { params, instancePath, parentSchema }: CustomError,
  reading: PlainReading,
): string | undefined {
  const name = params['additionalProperty'] ?? params['unevaluatedProperty'];
  const table = reading.places.get(instancePath);
  return name === undefined || table === undefined
    ? undefined
    : findMeant(String(name), knownKeys(parentSchema), table);
}

function findMeant(name: string, known: readonly string[], table: PlainPlace): string | undefined {
  const written = new Set(table.value.kind === 'table' ? table.value.members.keys() : []);
  const free = known.filter((key) => !written.has(key));
  return findMisspelt(name, free) ?? findNearest(name, free);
}

function knownKeys(schema: CustomError['parentSchema']): readonly string[] {
  return Object.keys(Object(schema?.['properties'] ?? {}));
}

function explainChoice({ params }: CustomError, at: PlainPlace, key: string, schemaName: string): Diagnostic {
  const given = params['allowedValues'];
  const values: readonly unknown[] = Array.isArray(given) ? given : [params['allowedValue']];
  const texts = values.filter((value) => typeof value === 'string');
  const written = at.value.kind === 'scalar' ? at.value.value : undefined;
  const meant = typeof written === 'string' ? findNearest(written, texts) : undefined;
  const found = typeof written === 'string' ? quote(written) : describeFound(at.value);
  const shown = values.slice(0, 12).map((value) => JSON.stringify(value));
  const choices = enumerate(values.length > 12 ? [...shown, 'another'] : shown, 'or');
  const hint =
    meant === undefined
      ? `; by ${schemaName} it is ${choices}.`
      : `, says ${schemaName}; did you mean ${quote(meant)}?`;
  return report(notAChoice, placeOf(at), [key, found, hint], {
    fix: meant === undefined ? undefined : write(at, quote(meant)),
  });
}

/** The rest of a sentence that begins with the key. */
function describeRule({ keyword, params }: CustomError): string {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'minLength':
      return `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minItems':
      return `must have at least ${limit} elements`;
    case 'maxItems':
      return `must have at most ${limit} elements`;
    case 'minProperties':
      return `must have at least ${limit} keys`;
    case 'maxProperties':
      return `must have at most ${limit} keys`;
    case 'multipleOf':
      return `must be a multiple of ${String(params['multipleOf'])}`;
    case 'uniqueItems':
      return `has the same element at ${String(params['j'])} and ${String(params['i'])}`;
    case 'dependentRequired':
    case 'dependencies':
      return `needs ${code(String(params['missingProperty']))} because it has ${code(String(params['property']))}`;
    case 'oneOf':
      return Array.isArray(params['passingSchemas'])
        ? 'fits several alternatives of which it must be one'
        : 'fits none of the alternatives';
    case 'anyOf':
      return 'fits none of the alternatives';
    case 'not':
      return 'has a form that is ruled out';
    default:
      return `does not keep the rule ${code(keyword)}`;
  }
}

const write = ({ value }: PlainPlace, newText: string): Fix | undefined =>
  value.kind === 'scalar' ? { title: `Write ${newText}`, edits: [{ span: value.span, newText }] } : undefined;

/** A mistake in a table as a whole stands at its name, and one in the file at its beginning. */
const placeOfTable = (at: PlainPlace): PlainPlace['key'] =>
  at.path.length === 0 ? { file: at.value.file, span: { start: 0, end: 0 } } : at.key;

const placeOf = (at: PlainPlace): PlainPlace['key'] => (at.value.kind === 'table' ? placeOfTable(at) : at.value);

const types: readonly SchemaType[] = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

const isType = (name: unknown): name is SchemaType => types.some((type) => type === name);
