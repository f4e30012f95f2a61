import { nodeSpan, nodesAt, type Span, TokenKind, tokenAt, tokenEnd, tokenKind, tokenStart } from '@tsk/parser';
import { type SelectionRange, SelectionRangeRequest } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** "Expand selection": the word, the text within its quotes, the value, the statement, the section, the file. */
export const selectionRanges: Feature = {
  name: 'selection ranges',
  capabilities: () => ({ selectionRangeProvider: true }),
  requests: [
    answer(SelectionRangeRequest.type, null, ({ textDocument, positions }, { workspace }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      return positions.map((position) => chain(document, spansAround(document, document.offsetAt(position))));
    }),
  ],
};

/** The spans around an offset, from the whole text to the smallest; each is within the one before it. */
function spansAround({ tree, text }: SourceDocument, offset: number): readonly Span[] {
  const spans: Span[] = [{ start: 0, end: text.length }];
  for (const node of nodesAt(tree, offset)) {
    const span = nodeSpan(tree, node);
    // The blanks around a statement are the document's, not the statement's.
    if (span.start <= offset && offset <= span.end) spans.push(span);
  }
  const at = tokenAt(tree, offset);
  // At the end of a word it is the word that is meant, not the blank after it.
  const isAfterWord = at > 0 && tokenStart(tree, at) === offset && isBlank(tokenKind(tree, at));
  const token = isAfterWord ? at - 1 : at;
  const span = { start: tokenStart(tree, token), end: tokenEnd(tree, token) };
  if (!isBlank(tokenKind(tree, token)) && span.end > span.start) {
    spans.push(span);
    const quoted = /^(["'`]{3}|["'`]).*\1$/s.exec(text.slice(span.start, span.end))?.[1]?.length;
    const inner = quoted === undefined ? undefined : { start: span.start + quoted, end: span.end - quoted };
    if (inner !== undefined && inner.start <= offset && offset <= inner.end) spans.push(inner);
    const word = wordAt(text, offset);
    if (word !== undefined) spans.push(word);
  }
  return nested(spans);
}

/** Keeps those that are within the one before and smaller. */
function nested(spans: readonly Span[]): readonly Span[] {
  const kept: Span[] = [];
  for (const span of spans) {
    const outer = kept.at(-1);
    const fits = outer === undefined || (outer.start <= span.start && span.end <= outer.end);
    const isSmaller = outer === undefined || span.end - span.start < outer.end - outer.start;
    if (fits && isSmaller) kept.push(span);
  }
  return kept;
}

function wordAt(text: string, offset: number): Span | undefined {
  const isWord = (at: number): boolean => /[\p{L}\p{N}_$-]/u.test(text[at] ?? '');
  let start = offset;
  let end = offset;
  while (start > 0 && isWord(start - 1)) start--;
  while (end < text.length && isWord(end)) end++;
  return start < end ? { start, end } : undefined;
}

function isBlank(kind: TokenKind): boolean {
  return (
    kind === TokenKind.Whitespace ||
    kind === TokenKind.Newline ||
    kind === TokenKind.EndOfLine ||
    kind === TokenKind.Indent ||
    kind === TokenKind.Dedent
  );
}

function chain(document: SourceDocument, spans: readonly Span[]): SelectionRange {
  const whole: SelectionRange = { range: document.rangeOf({ start: 0, end: document.text.length }) };
  return spans.slice(1).reduce<SelectionRange>((parent, span) => ({ range: document.rangeOf(span), parent }), whole);
}
