import type { Value } from '@tsk/parser';
import { findSetting, findUnit, type SettingSchema, unitNames } from '@tsk/schemas';
import { CompletionItemKind } from 'vscode-languageserver';
import { describeQuantity } from '../hover/describe-quantity.ts';
import { writeDefault } from '../hover/describe-setting.ts';
import { writeJson } from '../hover/write-json.ts';
import type { Cursor } from './cursor.ts';
import { tableSnippet, valueSnippet } from './snippet.ts';
import { globalPath, type Suggestion, type SuggestionSource, settingOf } from './suggestion.ts';

type ValueCursor = Extract<Cursor, { readonly kind: 'value' }>;

/** The values that the schema knows for a key: its choices, its default, its examples, and texts that name something. */
export function* suggestValues(source: SuggestionSource, cursor: ValueCursor): Generator<Suggestion> {
  if (cursor.path === undefined) return;
  const path = globalPath(source, cursor.path);
  const setting = settingOf(source, path);
  if (setting === undefined) {
    if (cursor.quote === undefined) yield* [true, false].map((value, index) => keyword(value, 50 + index, {}));
    return;
  }
  const seen = new Set<string>();
  for (const suggestion of listValues(source, setting, cursor)) {
    if (seen.has(suggestion.label)) continue;
    seen.add(suggestion.label);
    yield suggestion;
  }
}

function* listValues(source: SuggestionSource, setting: SettingSchema, cursor: ValueCursor): Generator<Suggestion> {
  const { choices = [], examples, type, isTable } = setting;
  // A table that takes a text takes that of its own key for it: `caching = "redis_cluster"`.
  const head = isTable && choices.length === 0 ? findSetting([...setting.path, '$value']) : undefined;
  const isList = type === 'a list';
  const taken = isList ? listElements(source, cursor) : new Set();
  for (const [index, { value, description, deprecated }] of (head?.choices ?? choices).entries()) {
    if (isList && !cursor.isElement) break;
    if (taken.has(value)) continue;
    yield {
      ...text(value, deprecated === undefined ? index : 20 + index, cursor),
      kind: CompletionItemKind.EnumMember,
      detail: description,
      ...(deprecated === undefined ? {} : { isDeprecated: true }),
      ...(value === setting.default ? { isPreselected: true } : {}),
      subject: { kind: 'setting', path: setting.path, choice: value },
    };
  }
  const isBoolean = type.includes('`true`');
  if (isBoolean && cursor.quote === undefined) {
    const usual = setting.default === false ? [false, true] : [true, false];
    for (const [index, value] of usual.entries()) yield keyword(value, 30 + index, setting);
  }
  if (isList && !cursor.isElement && cursor.quote === undefined && source.hasSnippets) {
    yield { ...plain('[…]', 40), text: valueSnippet(setting, 1), isSnippet: true, detail: 'a list', filter: '[' };
  }
  if (isTable && cursor.quote === undefined && source.hasSnippets) {
    yield { ...plain('{…}', 41), text: tableSnippet(setting, '=', 1), isSnippet: true, detail: 'a table', filter: '{' };
  }
  for (const [index, value] of [setting.default, ...examples].entries()) {
    if (value === undefined || typeof value === 'boolean' || (typeof value === 'object' && cursor.isElement)) continue;
    const what = index === 0 ? 'default' : 'example';
    if (typeof value === 'string') yield { ...text(value, 50 + index, cursor), detail: what };
    else if (cursor.quote === undefined)
      yield { ...plain(index === 0 ? writeDefault(setting) : writeJson(value), 50 + index), detail: what };
  }
}

/** The texts that a list has already, without the one at the cursor. */
function listElements({ document }: SuggestionSource, { path, word }: ValueCursor): ReadonlySet<unknown> {
  let at: Value | undefined = document.document.root;
  for (const key of path ?? []) at = at?.kind === 'table' ? at.members.get(key)?.value : undefined;
  const elements = at?.kind === 'array' ? at.elements : [];
  const others = elements.filter(({ span }) => span.end < word.start || span.start > word.end);
  return new Set(others.map((element) => (element.kind === 'scalar' ? element.value : undefined)));
}

function plain(label: string, rank: number): Suggestion {
  return { label, kind: CompletionItemKind.Value, text: label, isSnippet: false, rank };
}

/** A text as a value; in quotes, where it does not stand between some already. */
function text(value: string, rank: number, { quote }: ValueCursor): Suggestion {
  return { ...plain(value, rank), text: quote === undefined ? JSON.stringify(value) : value };
}

function keyword(value: boolean, rank: number, setting: Partial<SettingSchema>): Suggestion {
  const isUsual = setting.default === value;
  return {
    ...plain(String(value), rank),
    kind: CompletionItemKind.Keyword,
    ...(isUsual ? { detail: 'default', isPreselected: true } : {}),
    ...(setting.path === undefined ? {} : { subject: { kind: 'setting', path: setting.path } }),
  };
}

/** A number with each unit that the key could have: `30s`, `30m`. */
export function* suggestUnits(
  source: SuggestionSource,
  { path, number }: Extract<Cursor, { readonly kind: 'unit' }>,
): Generator<Suggestion> {
  const setting = settingOf(source, globalPath(source, path));
  const kind = setting?.unit === undefined ? undefined : findUnit(setting.unit)?.kind;
  if (setting === undefined || kind === undefined) return;
  const assumed = setting.unit ?? '';
  // A rate such as `100/s` is a text: behind a bare number, `/s` would be a division.
  if (kind === 'rate') return;
  const units = unitNames(kind);
  const rare = new Set(['ns', 'us', 'w']);
  const others = units.filter((one) => one !== assumed).toSorted((a, b) => Number(rare.has(a)) - Number(rare.has(b)));
  for (const [index, unit] of [assumed, ...others].entries()) {
    const label = `${number}${unit}`;
    const meaning = describeQuantity(label, undefined);
    yield {
      ...plain(label, index),
      kind: CompletionItemKind.Unit,
      detail: index === 0 ? 'the unit of a bare number' : (meaning ?? ''),
      subject: { kind: 'setting', path: setting.path },
    };
  }
}
