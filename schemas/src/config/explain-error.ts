import { type Diagnostic, report } from '@tsk/parser';
import { joinPointer } from '../base/pointer.ts';
import type { ValidationError } from '../base/validator.ts';
import { wrongName } from './catalogue.ts';
import { explainUnknown } from './explain-unknown.ts';
import { explainValue } from './explain-value.ts';
import type { Reading, Written } from './reading.ts';
import { dottedKey, quote } from './words.ts';

/** What an error of the validator comes to: what is said about it, and what (by pointer) cannot be used. */
export interface Explanation {
  readonly pointer: string;
  /** Whether the key itself is wrong, so that no value could stand there, or only its value. */
  readonly wrong: 'key' | 'value';
  readonly finding?: Diagnostic;
}

/** Puts an error of the validator into words, at the span of what is wrong. Missing keys are told by `explainMissing`, together. */
export function explainError(error: ValidationError, reading: Reading): Explanation {
  const pointer = error.instancePath;
  const at = reading.written.get(pointer);
  switch (error.keyword) {
    case 'additionalProperties':
      return explainKey(String(error.params['additionalProperty']), pointer, reading, explainUnknown);
    case 'propertyNames':
      return explainKey(String(error.params['propertyName']), pointer, reading, explainName);
    case 'required':
      return { pointer, wrong: 'value' };
    default: {
      const finding = at && explainValue(error, at);
      return { pointer, wrong: 'value', ...(finding && { finding }) };
    }
  }
}

function explainKey(
  key: string,
  tablePointer: string,
  reading: Reading,
  explain: (at: Written, table: Written) => Diagnostic,
): Explanation {
  const pointer = joinPointer(tablePointer, key);
  const at = reading.written.get(pointer);
  const table = reading.written.get(tablePointer);
  const finding = at && table && explain(at, table);
  return { pointer, wrong: 'key', ...(finding && { finding }) };
}

function explainName(named: Written, table: Written): Diagnostic {
  const form = table.schema.propertyNames?.['x-tsk-form'] ?? 'another name';
  return report(wrongName, named.key, [dottedKey(table.path), quote(String(named.path.at(-1))), form]);
}
