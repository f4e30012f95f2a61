import { type Span, type TableValue, toJson, type Value } from '@tsk/parser';
import { findSetting } from '@tsk/schemas';
import { describeQuantity } from '../hover/describe-quantity.ts';
import { writeDefault } from '../hover/describe-setting.ts';
import { writeJson } from '../hover/write-json.ts';
import { collectSites } from '../names/collect-sites.ts';
import type { ConfigurationNames } from '../names/configuration-names.ts';
import { evaluationOf, isKnown } from '../names/evaluation.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Hint } from './hint.ts';

/** What hints are made from. */
export interface HintSource {
  readonly document: SourceDocument;
  readonly names: ConfigurationNames;
  readonly settings: ServerSettings['inlayHints'];
  /** The part of the document that is looked at. */
  readonly range: Span;
}

/** How many characters of a value are shown. */
const maxShown = 40;

/** How many defaults are named before the rest is only counted. */
const maxDefaults = 3;

/** The hints of a part of a document, those of each kind only where they are switched on. */
export function* findHints(source: HintSource): Generator<Hint> {
  const { document, names, settings } = source;
  const mount = names.mountOf(document.path);
  const root = document.document.root;
  if (settings.resolvedValues || settings.units) {
    const evaluated = settings.resolvedValues
      ? evaluationOf(names.configuration).files.get(document.path)?.evaluated
      : undefined;
    yield* hintTable(source, root, evaluated?.root, mount);
    for (const [index, { value }] of document.document.variables.entries()) {
      const known = evaluated?.declared[index]?.value;
      if (known !== undefined && isIn(value, source.range)) yield* hintResolved(source, value, known, []);
    }
  }
  if (settings.heads || settings.defaults) yield* hintHeaders(source, mount);
}

function* hintTable(
  source: HintSource,
  table: TableValue,
  evaluated: Value | undefined,
  path: readonly string[],
): Generator<Hint> {
  for (const { key, value } of table.members.values()) {
    const known = evaluated?.kind === 'table' ? evaluated.members.get(key)?.value : undefined;
    yield* hintValue(source, value, known, [...path, key]);
  }
}

function* hintValue(
  source: HintSource,
  value: Value,
  known: Value | undefined,
  path: readonly string[],
): Generator<Hint> {
  switch (value.kind) {
    case 'table':
      // The members of a table may stand outside of its span: in sections further down.
      yield* hintTable(source, value, known, path);
      return;
    case 'array':
      if (!isIn(value, source.range)) return;
      for (const [index, element] of value.elements.entries()) {
        const inner = known?.kind === 'array' ? known.elements[index] : undefined;
        yield* hintValue(source, element, inner, [...path, String(index)]);
      }
      return;
    case 'expression':
      if (known !== undefined && isIn(value, source.range)) yield* hintResolved(source, value, known, path);
      return;
    case 'scalar':
      if (typeof value.value === 'number' && isIn(value, source.range)) yield* hintUnit(source, value.span, path);
      return;
    default:
  }
}

/** What a reference, call or calculation comes to. */
function* hintResolved(
  { document, settings }: HintSource,
  { kind, span }: Value,
  known: Value,
  path: readonly string[],
): Generator<Hint> {
  if (!settings.resolvedValues || kind !== 'expression' || known.kind === 'deferred' || !isKnown(known)) return;
  const label = `= ${writeJson(toJson(known), maxShown)}`;
  yield {
    offset: span.end,
    label,
    isType: false,
    ...(path.length === 0 ? {} : { subject: { kind: 'key', uri: document.uri, path } }),
  };
}

/** The unit of a number that is written without one. */
function* hintUnit({ document, settings }: HintSource, { start, end }: Span, path: readonly string[]): Generator<Hint> {
  const unit = settings.units ? findSetting(path)?.unit : undefined;
  if (unit === undefined) return;
  const text = document.text.slice(start, end);
  const isShare = unit === '%' && Math.abs(Number(text)) <= 1 && Number(text) !== 0;
  const label = isShare ? (describeQuantity(text, unit)?.replace(/^.*(?==)/, '') ?? unit) : unit;
  yield { offset: end, label, isType: true, subject: { kind: 'quantity', text, unit } };
}

/** Behind a header: the head that the table has from above, and the defaults of the keys that it lacks. */
function* hintHeaders({ document, settings, range }: HintSource, mount: readonly string[]): Generator<Hint> {
  for (const site of collectSites(document.tree)) {
    if (site.kind !== 'key' || !site.isHeader || !touches(site.statement, range)) continue;
    const path = site.parts.map(({ name }) => name);
    const table = findTable(document.document.root, path);
    if (table === undefined) continue;
    const offset = site.statement.end;
    if (settings.heads) yield* hintHead(document, table, offset);
    if (settings.defaults) yield* hintDefaults([...mount, ...path], table, offset);
  }
}

/** A value that was written before the table of its name, as the member of the table that it is. */
function* hintHead(document: SourceDocument, table: TableValue, offset: number): Generator<Hint> {
  for (const { key, keySpan, file, value } of table.members.values()) {
    const isHead = (key === 'enabled' || key === '$value') && file === document.path;
    if (!isHead || value.span.start < keySpan.start || keySpan.start > offset) continue;
    const written = document.text.slice(keySpan.start, keySpan.end).replace(/^(["'])(.*)\1$/, '$2');
    if (written === key) continue;
    const text = document.text.slice(value.span.start, value.span.end);
    const label = key === '$value' ? `${written} = ${text}` : `${key} = ${text}`;
    yield { offset, label, isType: true, target: { file, span: keySpan } };
  }
}

function* hintDefaults(path: readonly string[], table: TableValue, offset: number): Generator<Hint> {
  const present = [...table.members.keys()];
  const rows = listDefaults(path, present);
  if (rows.length === 0) return;
  const more = rows.length > maxDefaults ? `, and ${rows.length - maxDefaults} more` : '';
  const label = `default: ${rows.slice(0, maxDefaults).join(', ')}${more}`;
  yield { offset, label, isType: true, subject: { kind: 'defaults', path, present } };
}

/** The keys that a table lacks and has a default for, as they would be written. */
export function listDefaults(path: readonly string[], present: readonly string[]): readonly string[] {
  return (findSetting(path)?.keys ?? []).flatMap((key) => {
    const setting = present.includes(key) ? undefined : findSetting([...path, key]);
    return setting?.default === undefined || setting.isTable ? [] : [`${key} = ${writeDefault(setting)}`];
  });
}

function findTable(root: TableValue, path: readonly string[]): TableValue | undefined {
  let table: TableValue = root;
  for (const key of path) {
    const value = table.members.get(key)?.value;
    if (value?.kind !== 'table') return undefined;
    table = value;
  }
  return table;
}

function isIn({ span }: Value, range: Span): boolean {
  return touches(span, range);
}

function touches(span: Span, range: Span): boolean {
  return span.start <= range.end && range.start <= span.end;
}
