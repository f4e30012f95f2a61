import type { Json } from '@tsk/schemas';

/** A value as it could be written in a document, on one line; only its first `most` characters. */
export function writeJson(value: Json, most = 200): string {
  const text = write(value);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** Whether a text of a schema is an operator call, which is written without quotes: `@env("PASSWORD")`. */
export function isCall(text: string): boolean {
  return /^@\w[\w.]*\(.*\)$/.test(text);
}

/** A default or example of a schema as it would be written in a document. */
export function writeExample(value: Json): string {
  return typeof value === 'string' && isCall(value) ? value : writeJson(value);
}

function write(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(write).join(', ')}]`;
  const members = Object.entries(value).map(
    ([key, member]) => `${/^[\w-]+$/.test(key) ? key : JSON.stringify(key)} = ${write(member)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

const isList = (value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] =>
  Array.isArray(value);
