import { type Diagnostic, report } from '@tsk/parser';
import { findNearest } from '../base/nearest.ts';
import type { Schema } from '../base/schema.ts';
import { configSchema } from '../generated/config-schema.ts';
import { unknownKey, unknownTable } from './catalogue.ts';
import type { Written } from './reading.ts';
import { dottedKey, enumerate } from './words.ts';

/** The finding about a key that its table does not have: what was probably meant, or where the key belongs. */
export function explainUnknown(at: Written, table: Written): Diagnostic {
  const name = String(at.path.at(-1));
  const known = Object.keys(table.schema.properties ?? {});
  const nearest = findNearest(name, known);
  const extra =
    nearest === undefined
      ? {}
      : { fix: { title: `Rename to ${nearest}`, edits: [{ span: at.key.span, newText: nearest }] } };
  const isRoot = table.path.length === 0;
  const hint = nearest === undefined ? describeHome(name, known, isRoot) : `; did you mean \`${nearest}\`?`;
  return isRoot && at.value.kind === 'table'
    ? report(unknownTable, at.key, [name, hint], extra)
    : report(unknownKey, at.key, [dottedKey(table.path), name, hint], extra);
}

/** The end of a sentence about an unknown key that resembles none: where it belongs, or else what there is. */
function describeHome(name: string, known: readonly string[], isRoot: boolean): string {
  const homes = [...findHomes(name, configSchema, [])];
  if (homes.length > 0 && homes.length <= 2) {
    return `; it belongs in ${enumerate(
      homes.map((home) => `\`${home}\``),
      'or',
    )}.`;
  }
  if (known.length === 0 || known.length > 12) return '.';
  const list = enumerate(
    known.map((key) => `\`${key}\``),
    'and',
  );
  return isRoot ? `; the tables are ${list}.` : `; its keys are ${list}.`;
}

/** The tables that have a key of that name, from the outside in. */
function* findHomes(name: string, schema: Schema, path: readonly string[]): Generator<string> {
  const properties = schema.properties ?? {};
  if (path.length > 0 && Object.hasOwn(properties, name)) yield dottedKey(path);
  for (const [key, inner] of Object.entries(properties)) yield* findHomes(name, inner, [...path, key]);
}
