import { endToken, nodeSpan, tokenStart } from '@tsk/parser';
import { findSetting, type SettingSchema } from '@tsk/schemas';
import { CodeActionKind } from 'vscode-languageserver';
import { writeDefault } from '../../hover/describe-setting.ts';
import { modelOf } from '../../hover/model-of.ts';
import { writeExample } from '../../hover/write-json.ts';
import { writeKey } from '../../names/key-text.ts';
import type { ActionSource, Change, Keeps, Offer, Refactoring } from '../document/action.ts';
import { readBody } from '../document/entries.ts';
import { isBroken } from '../document/is-broken.ts';
import { findTable } from '../document/is-whole.ts';
import { at, indentAt, isFirstInLine, lineEnd } from '../document/lines.ts';
import { pathInConfiguration } from '../document/setting-at.ts';
import { findSign, tablesAt, type WrittenTable } from '../document/written-table.ts';

/** How many names of items are offered one by one. */
const maxItems = 8;

/** The table at the cursor, what the schema says of it, and the keys that it has. */
interface KnownTable {
  readonly table: WrittenTable;
  readonly setting: SettingSchema;
  readonly present: ReadonlySet<string>;
}

type FindKeys = (known: KnownTable) => Iterable<{ readonly title: string; readonly added: readonly SettingSchema[] }>;

function adding(id: string, keeps: Keeps, find: FindKeys): Refactoring {
  return {
    id,
    kind: CodeActionKind.RefactorRewrite,
    keeps,
    *find(source): Generator<Offer> {
      const known = findKnown(source);
      if (known === undefined) return;
      for (const { title, added } of find(known)) {
        if (added.length > 0) yield { title, change: () => insertKeys(source, known.table, added.map(writeSetting)) };
      }
    },
  };
}

function findKnown(source: ActionSource): KnownTable | undefined {
  const { document, range } = source;
  const [table] = tablesAt(document.tree, range.start);
  if (table === undefined || isBroken(document.document, nodeSpan(document.tree, table.node))) return undefined;
  const own = [...table.scope, ...table.keys];
  const path = pathInConfiguration(source, own);
  const setting = findSetting(path);
  if (setting?.isTable !== true) return undefined;
  const values = [findTable(document.document.root, own), findTable(source.configuration().analysis.values, path)];
  return { table, setting, present: new Set(values.flatMap((value) => [...(value?.members.keys() ?? [])])) };
}

function missingKeys({ setting: { path, keys }, present }: KnownTable): readonly SettingSchema[] {
  return keys.flatMap((key) => (present.has(key) ? [] : (findSetting([...path, key]) ?? [])));
}

/** The keys without which the table is wrong. */
const required = adding('add-required-keys', 'nothing', function* (known) {
  const added = missingKeys(known).filter(({ isRequired }) => isRequired);
  const names = added.map(({ path }) => `'${path.at(-1)}'`).join(', ');
  yield { title: `Add the required ${added.length === 1 ? 'key' : 'keys'} ${names}`, added };
});

/** All keys that have a default, with it: to see what there is. */
const defaults = adding('add-default-keys', 'config', function* (known) {
  const added = missingKeys(known).filter((one) => one.default !== undefined && !one.isTable);
  const key = known.table.keys.at(-1) ?? '';
  yield { title: `Add all keys of '${key}' with their defaults`, added };
});

/** A metric, an instance, an algorithm: what the schema has names for, or the user. */
const items = adding('add-item', 'nothing', function* (known) {
  const { item, path } = known.setting;
  if (item === undefined) return;
  for (const added of missingKeys(known)
    .filter(({ isTable }) => isTable)
    .slice(0, maxItems)) {
    yield { title: `Add the ${item} '${added.path.at(-1)}'`, added: [added] };
  }
  let number = known.present.size + 1;
  while (known.present.has(`${item}_${number}`)) number++;
  const own = findSetting([...path, `${item}_${number}`]);
  if (own?.isTable === true)
    yield { title: `Add the ${item} '${item}_${number}'`, added: [{ ...own, path: [...path, `${item}_${number}`] }] };
});

/** The ways to add what a table lacks. */
export const addKeys: readonly Refactoring[] = [required, defaults, items];

/** A setting as it could be written: with its default, or with what is most like one; a table with the keys that it needs. */
function writeSetting(setting: SettingSchema): string {
  return `${writeKey(setting.path.at(-1) ?? '')} = ${writeModel(setting)}`;
}

function writeModel(setting: SettingSchema): string {
  if (setting.isTable) {
    const inner = setting.keys.flatMap((key) => {
      const found = findSetting([...setting.path, key]);
      return found?.isRequired === true ? [`${writeKey(key)} = ${writeModel(found)}`] : [];
    });
    return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
  }
  if (setting.default !== undefined) return writeDefault(setting);
  const model = modelOf(setting) ?? setting.choices?.[0]?.value ?? 1;
  return writeExample(model);
}

/** Puts lines behind the last entry of a table. */
function insertKeys({ document }: ActionSource, table: WrittenTable, lines: readonly string[]): Change {
  const { tree, text } = document;
  const last = readBody(tree, table)?.entries.at(-1);
  const isBraced = table.form === 'object' || table.form === 'block';
  const isColon = table.form === 'indent' || (last !== undefined && usesColon(document, last.node));
  const written = isColon ? lines.map((line) => line.replace(' = ', ': ')) : lines;
  if (last === undefined) {
    const end = isBraced
      ? tokenStart(tree, endToken(tree, table.body) - 1)
      : lineEnd(text, nodeSpan(tree, table.key).end);
    const newText = isBraced ? `\n${written.join('\n')}\n` : `\n${written.join('\n')}`;
    return { edits: [{ span: at(end), newText }], isRough: true };
  }
  const indent = indentAt(text, last.span.start);
  const close = isBraced ? tokenStart(tree, endToken(tree, table.body) - 1) : text.length;
  if (!isFirstInLine(text, last.span.start) || close < lineEnd(text, last.span.end)) {
    const span = nodeSpan(tree, table.body);
    const newText = `${text.slice(span.start, last.span.end)}, ${written.join(', ')}${text.slice(last.span.end, span.end)}`;
    return { edits: [{ span, newText }], isRough: true };
  }
  const hasCommas = isBraced && text.slice(0, last.span.start).trimEnd().endsWith(',');
  const end = last.behind?.end ?? lineEnd(text, last.span.end);
  const comma = hasCommas && !text.slice(last.span.end, end).trimStart().startsWith(',') ? ',' : '';
  const separator = hasCommas ? ',' : '';
  const newText = `\n${indent}${written.join(`${separator}\n${indent}`)}`;
  if (comma === '' || end === last.span.end) return { edits: [{ span: at(end), newText: `${comma}${newText}` }] };
  return {
    edits: [
      { span: at(last.span.end), newText: comma },
      { span: at(end), newText },
    ],
  };
}

function usesColon({ tree, text }: ActionSource['document'], node: number): boolean {
  const sign = findSign(tree, node);
  return sign !== undefined && text[tokenStart(tree, sign)] === ':';
}
