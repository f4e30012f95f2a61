import { type Analysis, analyze } from '@tsk/compiler';
import { applyEdits, type Json, parseDocument, toJson } from '@tsk/parser';
import type { ActionSource, Change, Keeps } from './document/action.ts';

/**
 * Whether the configuration still says the same when a change is made, and has no more errors than before. It is the last word on
 * every refactoring: what was thought to be only another way of writing must not cost anybody a value.
 */
export function keepsMeaning(source: ActionSource, change: Change, keeps: Keeps): boolean {
  if (keeps === 'nothing') return true;
  const { document, workspace } = source;
  return workspace.ownersOf(document).every(({ files, documents }) => {
    const texts = new Map([...documents].map(([path, { text }]) => [path, text]));
    const run = (): Analysis =>
      analyze({ files: new Map(texts), env: {}, nowMs: 0 }, files, {
        parse: (text, file) => {
          const known = documents.get(file);
          return known?.text === text ? known.document : parseDocument(text, { file });
        },
      });
    const before = run();
    texts.set(document.path, applyEdits(document.text, change.edits));
    if (change.created !== undefined) texts.set(change.created.path, change.created.text);
    const after = run();
    return countErrors(after) <= countErrors(before) && isSame(meaningOf(before, keeps), meaningOf(after, keeps));
  });
}

function meaningOf(analysis: Analysis, keeps: Exclude<Keeps, 'nothing'>): unknown {
  return keeps === 'values' ? toJson(analysis.values) : analysis.config.settings;
}

function countErrors({ diagnostics }: Analysis): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length;
}

/** The order of keys means nothing, and neither do blanks, commas and signs of what is evaluated only when it runs. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value as Json;
  if ('$expr' in value && typeof value.$expr === 'string')
    return value.$expr.replace(/[\s,]+/g, '').replaceAll('=', ':');
  const rows = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return rows.toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([key, inner]) => [key, inner]);
}
