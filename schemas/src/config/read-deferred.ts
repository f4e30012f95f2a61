import { type DeferredValue, report, type Value } from '@tsk/parser';
import { type CoercionTarget, coerceText } from '../base/coerce.ts';
import { unfitVariable, unsetVariable, wrongType } from './catalogue.ts';
import { coercionTarget } from './plan-unit.ts';
import { readQuantity, toSchemaUnit } from './read-quantity.ts';
import { type Instance, leaveHole, type OpenReading, type Written } from './reading.ts';
import { describeExpected, dottedKey, quote } from './words.ts';

/**
 * What stands for an `@env` call: the variable's value where the environment may be looked at, otherwise the default, so
 * that it is validated, and a note that the runtime looks the variable up.
 */
export function readDeferred(value: DeferredValue, at: Written, pointer: string, reading: OpenReading): Instance {
  const { schema } = at;
  const key = dottedKey(at.path);
  const target = coercionTarget(schema);
  if (target === undefined) {
    const found = 'the text of an environment variable';
    return leaveHole(reading, pointer, report(wrongType, value, [key, describeExpected(schema), found]));
  }
  const environment = schema['x-tsk-secret'] === true ? undefined : reading.environment;
  if (environment === undefined) reading.deferred.add(pointer);
  const text =
    environment !== undefined && Object.hasOwn(environment, value.name) ? environment[value.name] : undefined;
  if (text !== undefined) {
    const coerced = coerceText(text, target);
    if (coerced !== undefined) {
      const lookedUp = typeof coerced === 'number' ? toSchemaUnit(coerced, schema) : coerced;
      reading.written.set(pointer, { ...at, lookedUp });
      return lookedUp;
    }
    const facts = [key, describeExpected(schema), value.name, quote(text)] as const;
    return leaveHole(reading, pointer, report(unfitVariable, value, [...facts]));
  }
  if (value.defaultValue !== undefined) return readDefault(value.defaultValue, target, at, pointer, reading);
  const isMissing = environment !== undefined;
  return leaveHole(reading, pointer, isMissing ? report(unsetVariable, value, [key, value.name]) : undefined);
}

/** A default is of the type that the setting asks for: `@env("PORT", "8080")` is a number where a number is asked for. */
function readDefault(
  given: string | number | boolean | null,
  target: CoercionTarget,
  at: Written,
  pointer: string,
  reading: OpenReading,
): Instance {
  if (given === null) return null;
  if (target.type === 'string') return String(given);
  if (typeof given === 'string') {
    const coerced = coerceText(given, target);
    if (coerced !== undefined) return typeof coerced === 'number' ? toSchemaUnit(coerced, at.schema) : coerced;
  }
  const kind = at.schema['x-tsk-quantity'];
  if (kind === undefined) return given;
  const value: Value = { kind: 'scalar', value: given, file: at.value.file, span: at.value.span };
  return readQuantity(kind, { ...at, value }, pointer, reading) ?? given;
}
