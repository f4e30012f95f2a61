import type { Fix } from '@tsk/parser';
import { coerceText } from '../base/coerce.ts';
import type { Schema } from '../base/schema.ts';
import { coercionTarget } from './plan-unit.ts';
import type { Written } from './reading.ts';

/** Where quotes, or their absence, are all that is wrong: the change that mends it. */
export function mendQuotes({ schema, value }: Written): Fix | undefined {
  if (value.kind !== 'scalar') return undefined;
  if (typeof value.value === 'string') {
    const bare = withoutQuotes(value.value, schema);
    if (bare === undefined) return undefined;
    return { title: `Write ${bare} without quotes`, edits: [{ span: value.span, newText: bare }] };
  }
  if (schema.type === 'boolean' && (value.value === 0 || value.value === 1)) {
    const word = String(value.value === 1);
    return { title: `Write ${word}`, edits: [{ span: value.span, newText: word }] };
  }
  const written = String(value.value);
  const isText = schema.type === 'string' && new RegExp(schema.pattern ?? '', 'u').test(written);
  if (value.value === null || !isText || schema.enum?.includes(written) === false) return undefined;
  const text = JSON.stringify(written);
  return { title: `Write ${text} in quotes`, edits: [{ span: value.span, newText: text }] };
}

/** The text as a number or boolean, where the schema asks for one and the text is one. */
function withoutQuotes(text: string, schema: Schema): string | undefined {
  const target = coercionTarget(schema);
  if (target === undefined || target.type === 'string') return undefined;
  const plain = coerceText(text, { type: target.quantity === undefined ? target.type : 'number' });
  return plain === undefined ? undefined : String(plain);
}
