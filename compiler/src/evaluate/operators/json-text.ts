import { type Json, toJson, type Value } from '@tsk/parser';
import { fromJson } from '../values/make.ts';
import { sizeOf } from '../values/size.ts';
import { refuseText } from './limits.ts';
import type { Call, Outcome } from './operator.ts';

/** A value as JSON text. */
export function generateJson(value: Value, isPretty: boolean): Outcome {
  const made = JSON.stringify(toJson(value), null, isPretty ? 2 : undefined);
  return refuseText(made.length) ?? made;
}

/** The value of JSON text. */
export function parseJson(text: string, { place, spend }: Call): Outcome {
  try {
    const value = fromJson(JSON.parse(text) as Json, place);
    if (value !== undefined)
      return spend(sizeOf(value) / 32) ? value : { kind: 'excess', limit: 'its data takes too much work' };
    return { kind: 'excess', limit: 'its data nests too deep, or has a number that is too large' };
  } catch {
    return { kind: 'problem', problem: 'needs JSON, and this text is not' };
  }
}

/** True where a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
