import type { Fix, Value } from '@tsk/parser';
import { coerceText } from '../base/coerce.ts';
import type { SchemaType } from '../base/schema.ts';

/** Where quotes, or their absence, or brackets are all that keeps a value from being of one of the types: what mends it. */
export function mendValue(value: Value, types: readonly SchemaType[]): Fix | undefined {
  const { start, end } = value.span;
  if (value.kind !== 'scalar' || value.value === null) return undefined;
  for (const type of types) {
    if (type === 'object' || type === 'null') continue;
    if (type === 'array') {
      const edits = [
        { span: { start, end: start }, newText: '[' },
        { span: { start: end, end }, newText: ']' },
      ];
      return { title: 'Write a list', edits };
    }
    const newText = type === 'string' ? JSON.stringify(String(value.value)) : unquote(value.value, type);
    if (newText !== undefined) return { title: `Write ${newText}`, edits: [{ span: value.span, newText }] };
  }
  return undefined;
}

function unquote(value: string | number | boolean, type: 'number' | 'integer' | 'boolean'): string | undefined {
  if (typeof value !== 'string') return undefined;
  const plain = coerceText(value, { type });
  return plain === undefined ? undefined : String(plain);
}
