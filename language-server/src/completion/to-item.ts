import type { Span } from '@tsk/parser';
import {
  type ClientCapabilities,
  type CompletionItem,
  CompletionItemTag,
  InsertTextFormat,
} from 'vscode-languageserver';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Suggestion } from './suggestion.ts';

/** Makes the protocol's item of a suggestion, with what the client can show. `word` is the text that it replaces. */
export function toItem(
  suggestion: Suggestion,
  document: SourceDocument,
  word: Span,
  offset: number,
  client: ClientCapabilities,
): CompletionItem {
  const can = client.textDocument?.completion?.completionItem;
  const span = suggestion.word ?? word;
  const { label, kind, text, rank, filter, detail = '', description, commit, subject } = suggestion;
  const hasTags = can?.tagSupport?.valueSet.includes(CompletionItemTag.Deprecated) === true;
  const deprecated: Partial<CompletionItem> = hasTags ? { tags: [CompletionItemTag.Deprecated] } : { deprecated: true };
  const shownDetail =
    description === undefined || can?.labelDetailsSupport === true ? detail : `${description}: ${detail}`;
  const hasCommit = commit !== undefined && can?.commitCharactersSupport === true;
  return {
    label,
    kind,
    sortText: String(rank).padStart(4, '0'),
    filterText: filterOf(filter ?? label, document.text.slice(span.start, offset)),
    textEdit: makeEdit(document, span, offset, text, can?.insertReplaceSupport === true),
    insertTextFormat: suggestion.isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(shownDetail === '' ? {} : { detail: shownDetail }),
    ...(description === undefined || can?.labelDetailsSupport !== true ? {} : { labelDetails: { description } }),
    ...(suggestion.isDeprecated === true ? deprecated : {}),
    ...(suggestion.isPreselected === true && can?.preselectSupport === true ? { preselect: true } : {}),
    ...(hasCommit ? { commitCharacters: [...commit] } : {}),
    ...(subject === undefined ? {} : { data: subject }),
  };
}

/** Editors compare this with the text that is replaced: where that begins with a quote, this has to as well. */
function filterOf(filter: string, typed: string): string {
  const quote = /^["']/.exec(typed)?.[0];
  return quote === undefined || filter.startsWith(quote) ? filter : `${quote}${filter}`;
}

function makeEdit(
  document: SourceDocument,
  { start, end }: Span,
  offset: number,
  newText: string,
  canInsert: boolean,
): NonNullable<CompletionItem['textEdit']> {
  const replace = document.rangeOf({ start, end: Math.max(end, offset) });
  if (!canInsert) return { range: replace, newText };
  return { insert: document.rangeOf({ start, end: offset }), replace, newText };
}
