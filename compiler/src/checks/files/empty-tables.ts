import { type Diagnostic, type DiagnosticKind, type Fix, report, type Span, type TableValue } from '@tsk/parser';
import { findSetting } from '@tsk/schemas';
import type { Check, CheckContext } from '../common/check.ts';
import { removeLines } from './remove-lines.ts';

const kind: DiagnosticKind<[path: string]> = {
  code: 'TSK5184',
  mnemonic: 'H_EMPTY_TABLE',
  severity: 'hint',
  title: 'Empty table',
  tags: ['unused'],
  message: (path) => `\`${path}\` is empty, and so says nothing; remove it, or write its keys.`,
};

/** Tables of settings without a key. A table that is a switch is none of them: that it is there switches it on. */
export const emptyTables: Check = {
  kinds: [kind],
  *find({ documents }: CheckContext): Generator<Diagnostic> {
    for (const { root, includes, tree } of documents.values()) {
      // Where files are included in tables, a table that looks empty may be filled by them.
      if (includes.every(({ section }) => section.length === 0)) yield* findIn(root, [], tree.text);
    }
  },
};

function* findIn(table: TableValue, path: readonly string[], text: string): Generator<Diagnostic> {
  for (const { key, keySpan, file, value } of table.members.values()) {
    if (value.kind !== 'table') continue;
    const at = [...path, key];
    if (value.members.size > 0) {
      yield* findIn(value, at, text);
      continue;
    }
    const setting = findSetting(at);
    if (setting?.isTable === true && setting.keys.length > 0 && !setting.keys.includes('enabled')) {
      yield report(kind, { file, span: keySpan }, [at.join('.')], { fix: removeHeader(text, keySpan) });
    }
  }
}

/** Removes the line of a header such as `[server]`; an empty block or object may stand among other things, and stays. */
function removeHeader(text: string, { start, end }: Span): Fix | undefined {
  const from = text.lastIndexOf('[', start);
  const to = text.indexOf(']', end) + 1;
  if (from < 0 || to === 0 || !/^\[[^\]\n[]*\]$/.test(text.slice(from, to))) return undefined;
  return removeLines(text, { start: from, end: to }, 'Remove the table');
}
