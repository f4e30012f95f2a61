import type { Span, TableValue } from '@tsk/parser';
import type { SettingSchema } from '@tsk/schemas';
import { CompletionItemKind } from 'vscode-languageserver';
import { writeKey } from '../names/key-text.ts';
import type { Cursor } from './cursor.ts';
import { escapeSnippet, keySnippet, tableSnippet } from './snippet.ts';
import { globalPath, type Suggestion, type SuggestionSource, settingOf } from './suggestion.ts';

type KeyCursor = Extract<Cursor, { readonly kind: 'key' }>;

/** The keys that a table can have and has not: those that it needs first, then in the order in which they are explained. */
export function* suggestKeys(source: SuggestionSource, cursor: KeyCursor): Generator<Suggestion> {
  const table = settingOf(source, globalPath(source, cursor.table));
  if (table === undefined) return;
  const present = presentKeys(source.document.document.root, cursor);
  for (const [index, key] of table.keys.entries()) {
    // The tables of the document are offered with their headers, unless the user has begun to write them as keys.
    if (present.has(key) || (table.path.length === 0 && cursor.isStatement)) continue;
    const setting = settingOf(source, [...table.path, key]);
    if (setting !== undefined) yield suggestKey(source, cursor, setting, setting.isRequired ? index : 100 + index);
  }
  if (table.item !== undefined) yield suggestOwn(source, cursor, table);
}

/** The keys that the table has already, without the one at the cursor. */
function presentKeys(root: TableValue, { table, word }: KeyCursor): ReadonlySet<string> {
  let at: TableValue | undefined = root;
  for (const key of table) {
    const value: TableValue['members'] extends ReadonlyMap<string, infer M> ? M | undefined : never =
      at?.members.get(key);
    at = value?.value.kind === 'table' ? value.value : undefined;
  }
  const members = [...(at?.members.values() ?? [])];
  return new Set(members.filter(({ keySpan }) => !isSame(keySpan, word)).map(({ key }) => key));
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

function suggestKey(source: SuggestionSource, cursor: KeyCursor, setting: SettingSchema, rank: number): Suggestion {
  const key = setting.path.at(-1) ?? '';
  const isSnippet = source.hasSnippets && !cursor.hasSign;
  const plain = cursor.hasSign ? writeKey(key) : `${writeKey(key)}${cursor.sign === '=' ? ' = ' : ': '}`;
  return {
    label: key,
    kind: setting.isTable ? CompletionItemKind.Module : CompletionItemKind.Property,
    text: isSnippet ? keySnippet(setting, cursor.sign) : plain,
    isSnippet,
    rank,
    detail: setting.type,
    ...(setting.isRequired ? { description: 'required' } : {}),
    subject: { kind: 'setting', path: setting.path },
  };
}

/** A key whose name is the user's to choose, as that of an instance. */
function suggestOwn(source: SuggestionSource, cursor: KeyCursor, table: SettingSchema): Suggestion {
  const item = table.item ?? '';
  const inner = settingOf(source, [...table.path, item]);
  const sign = cursor.sign === '=' ? ' = ' : ': ';
  const value = inner?.isTable === true ? tableSnippet(inner, cursor.sign, 2) : '"$2"';
  const isSnippet = source.hasSnippets && !cursor.hasSign;
  return {
    label: item,
    kind: CompletionItemKind.Snippet,
    text: isSnippet ? `\${1:${escapeSnippet(item)}}${sign}${value}` : item,
    isSnippet,
    rank: 200,
    detail: `a new ${item}`,
    subject: { kind: 'setting', path: [...table.path, item] },
  };
}
