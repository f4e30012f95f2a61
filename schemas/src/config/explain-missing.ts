import { type Diagnostic, type Fix, type Place, report, type TableValue, type TextEdit } from '@tsk/parser';
import type { Json, Schema } from '../base/schema.ts';
import type { ValidationError } from '../base/validator.ts';
import { missingKey } from './catalogue.ts';
import { code, enumerate } from './enumerate.ts';
import type { Reading, Written } from './reading.ts';
import { dottedKey } from './words.ts';

/** The keys that tables lack: one finding a table, with a fix that writes them where their values can be shown. */
export function* explainMissing(
  errors: readonly ValidationError[],
  reading: Reading,
  textAt?: (place: Place) => string,
): Generator<Diagnostic> {
  const missing = Map.groupBy(
    errors.filter(({ keyword }) => keyword === 'required'),
    ({ instancePath }) => instancePath,
  );
  for (const [pointer, group] of missing) {
    const at = reading.written.get(pointer);
    if (at === undefined) continue;
    const keys = group.map(({ params }) => String(params['missingProperty']));
    const fix = insertKeys(at, keys, textAt);
    yield report(missingKey, at.key, [dottedKey(at.path), enumerate(keys.map(code), 'and')], { fix });
  }
}

/** Writes the keys behind the last one of the table, each with its default or an example. */
function insertKeys(at: Written, keys: readonly string[], textAt?: (place: Place) => string): Fix | undefined {
  const { value, schema } = at;
  const lines = keys.flatMap((key) => {
    const sample = sampleOf(schema.properties?.[key] ?? {});
    return sample === undefined ? [] : [`${key} = ${JSON.stringify(sample)}`];
  });
  if (value.kind !== 'table' || lines.length < keys.length) return undefined;
  const edit = isInline(at) ? insertInline(value, lines) : textAt && insertBelow(value, lines, textAt);
  return edit && { title: `Add ${enumerate(keys, 'and')}`, edits: [edit] };
}

const sampleOf = (schema: Schema): Json | undefined => schema.default ?? schema.examples?.[0];

/** A table between braces has a span of its own; one with a header has that of its name. */
const isInline = ({ value, key }: Written): boolean => value.span.start !== key.span.start;

function insertInline(table: TableValue, lines: readonly string[]): TextEdit {
  const last = [...table.members.values()].at(-1)?.value.span.end;
  const start = last ?? table.span.start + 1;
  const text = lines.join(', ');
  return { span: { start, end: start }, newText: last === undefined ? ` ${text} ` : `, ${text}` };
}

/** Below the last key that is written in the table itself, in its column. */
function insertBelow(
  table: TableValue,
  lines: readonly string[],
  textAt: (place: Place) => string,
): TextEdit | undefined {
  const last = [...table.members.values()].findLast(
    ({ value, keySpan, file }) => file === table.file && value.span.start > keySpan.end,
  );
  if (last === undefined) return undefined;
  const before = textAt({ file: last.file, span: { start: 0, end: last.keySpan.start } });
  const indentation = before.slice(before.lastIndexOf('\n') + 1);
  if (indentation.trim() !== '') return undefined;
  const { end } = last.value.span;
  return { span: { start: end, end }, newText: lines.map((line) => `\n${indentation}${line}`).join('') };
}
