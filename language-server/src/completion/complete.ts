import { findSetting } from '@tsk/schemas';
import { CompletionItemKind } from 'vscode-languageserver';
import { unreachable } from '../unreachable.ts';
import type { Cursor } from './cursor.ts';
import { suggestComments } from './suggest-comments.ts';
import { suggestHeaders, suggestSections } from './suggest-headers.ts';
import { suggestKeys } from './suggest-keys.ts';
import { suggestMembers, suggestNames } from './suggest-names.ts';
import { suggestMethods, suggestOperators } from './suggest-operators.ts';
import { isPathSetting, suggestPaths } from './suggest-paths.ts';
import { suggestUnits, suggestValues } from './suggest-values.ts';
import { globalPath, type Suggestion, type SuggestionSource } from './suggestion.ts';

/** Everything that can be written at a cursor. */
export async function complete(source: SuggestionSource, cursor: Cursor): Promise<readonly Suggestion[]> {
  const typed = 'word' in cursor ? source.document.text.slice(cursor.word.start, source.offset) : '';
  switch (cursor.kind) {
    case 'comment':
      return suggestComments(source, cursor);
    case 'header':
      return [...suggestHeaders(source, cursor)];
    case 'key':
      return [...suggestKeys(source, cursor), ...(cursor.isStatement ? suggestSections(source) : [])];
    case 'value':
      return completeValue(source, cursor, typed);
    case 'unit':
      return [...suggestUnits(source, cursor)];
    case 'operand': {
      const { scope, isInterpolated } = cursor;
      const names = suggestNames(source, { scope, isInterpolated, isExpression: true, typed });
      return [...names, ...(typed.startsWith('$') ? [] : suggestOperators(source))];
    }
    case 'member': {
      const { base, scope, isInterpolated } = cursor;
      return base.startsWith('@')
        ? [...suggestMethods(source, base)]
        : [...suggestMembers(source, base, scope, isInterpolated)];
    }
    case 'include':
      return suggestPaths(source, { ...cursor, accepts: (name) => name.endsWith('.tsk') });
    case 'directive':
      return listDirectives(source);
    default:
      return unreachable(cursor);
  }
}

async function completeValue(
  source: SuggestionSource,
  cursor: Extract<Cursor, { readonly kind: 'value' }>,
  typed: string,
): Promise<readonly Suggestion[]> {
  const values = /^[$@]/.test(typed) && cursor.quote === undefined ? [] : [...suggestValues(source, cursor)];
  if (cursor.quote !== undefined) {
    const setting = cursor.path === undefined ? undefined : findSetting(globalPath(source, cursor.path));
    const isPath = setting !== undefined && isPathSetting(setting);
    return isPath ? [...values, ...(await suggestPaths(source, { ...cursor, accepts: () => true }))] : values;
  }
  const own = cursor.path?.at(-1);
  const names = suggestNames(source, { scope: cursor.scope, own, isInterpolated: false, isExpression: false, typed });
  return [...values, ...names, ...(typed.startsWith('$') ? [] : suggestOperators(source))];
}

/** What an `@` can begin where a statement does: includes, and rules about keys. */
function listDirectives({ hasSnippets }: SuggestionSource): readonly Suggestion[] {
  const rows = [
    ['@include', 'The keys of another file, under those of this one', '"$1"'],
    ['@validate', 'A rule that keys have to meet', ''],
  ] as const;
  return rows.map(([label, detail, rest], rank) => ({
    label,
    kind: CompletionItemKind.Keyword,
    text: rest === '' ? label : hasSnippets ? `${label} ${rest}` : `${label} `,
    isSnippet: hasSnippets && rest !== '',
    rank,
    detail,
  }));
}
