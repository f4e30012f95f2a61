import { NodeKind, nodeKind, type TextEdit } from '@tsk/parser';
import { findSetting } from '@tsk/schemas';
import { CodeActionKind } from 'vscode-languageserver';
import type { ActionSource, Refactoring } from '../document/action.ts';
import { type Entry, readBody } from '../document/entries.ts';
import { isBroken } from '../document/is-broken.ts';
import { slice } from '../document/lines.ts';
import { pathInConfiguration } from '../document/setting-at.ts';
import { pathKeys, tablesAt, type WrittenTable } from '../document/written-table.ts';
import { listSections } from './sections.ts';

/** Puts the keys of the table at the cursor in the order in which the schema explains them. */
const ofTable: Refactoring = {
  id: 'sort-keys',
  kind: CodeActionKind.RefactorRewrite,
  keeps: 'values',
  *find(source) {
    const [table] = tablesAt(source.document.tree, source.range.start);
    const edits = table === undefined ? [] : sortTable(source, table);
    const name = [...(table?.scope ?? []), ...(table?.keys ?? [])].join('.');
    if (edits.length > 0)
      yield { title: `Sort the keys of '${name}' as they are documented`, change: () => ({ edits }) };
  },
};

/** The same for all sections of the file. */
const ofFile: Refactoring = {
  id: 'sort-all-keys',
  kind: `${CodeActionKind.Source}.sortKeys.tsk`,
  keeps: 'values',
  *find(source) {
    const edits = listSections(source.document.tree).flatMap((table) => sortTable(source, table));
    if (edits.length > 0)
      yield { title: 'Sort the keys of all sections as they are documented', change: () => ({ edits }) };
  },
};

/** Sorting, of one table and of a whole file. */
export const sorting: readonly Refactoring[] = [ofTable, ofFile];

/** An entry with the text that goes where it goes, and the place that it leaves. */
interface Row {
  readonly start: number;
  readonly end: number;
  /** The comments above it and the entry itself. */
  readonly text: string;
  /** What stands between it and the comment behind it, or the end: a comma, where there is one. */
  readonly separator: string;
  readonly comment: string;
  readonly rank: number;
}

function sortTable(source: ActionSource, table: WrittenTable): readonly TextEdit[] {
  const { document } = source;
  const order = findSetting(pathInConfiguration(source, [...table.scope, ...table.keys]))?.keys ?? [];
  const body = order.length === 0 ? undefined : readBody(document.tree, table);
  if (body === undefined) return [];
  const { tree } = document;
  const isKey = ({ node }: Entry): boolean => {
    const kind = nodeKind(tree, node);
    return kind === NodeKind.Assignment || kind === NodeKind.Member || kind === NodeKind.Block;
  };
  const { entries } = body;
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined || !entries.every(isKey)) return [];
  const span = { start: first.span.start, end: last.span.end };
  // A reference finds what stands above it.
  if (slice(document.text, span).includes('$') || isBroken(document.document, span)) return [];
  const rows = entries.map((entry) => readRow(source, entry, order));
  const sorted = rows.toSorted((a, b) => a.rank - b.rank);
  if (sorted.every((row, index) => row === rows[index])) return [];
  return rows.map(({ start, end, separator }, index) => {
    const { text = '', comment = '' } = sorted[index] ?? {};
    return { span: { start, end }, newText: `${text}${separator}${comment === '' ? '' : ` ${comment}`}` };
  });
}

function readRow({ document: { tree, text } }: ActionSource, entry: Entry, order: readonly string[]): Row {
  const { span, above, behind, node } = entry;
  const start = above[0]?.start ?? span.start;
  const between = behind === undefined ? '' : text.slice(span.end, behind.start);
  const rank = order.indexOf(pathKeys(tree, node + 1)[0] ?? '');
  return {
    start,
    end: behind?.end ?? span.end,
    text: text.slice(start, span.end),
    separator: between.trim(),
    comment: behind === undefined ? '' : slice(text, behind),
    rank: rank < 0 ? order.length : rank,
  };
}
