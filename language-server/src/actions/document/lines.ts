import type { Span } from '@tsk/parser';

/** The offset at which the line of an offset starts. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset at which the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  const end = at < 0 ? text.length : at;
  return text[end - 1] === '\r' && end - 1 >= offset ? end - 1 : end;
}

/** The blanks that the line of an offset starts with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** Whether there is nothing but blanks before an offset in its line. */
export function isFirstInLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/** The whole lines of a span, with the line break at their end. */
export function wholeLines(text: string, { start, end }: Span): Span {
  const from = lineStart(text, start);
  const at = text.indexOf('\n', end);
  return { start: from, end: at < 0 ? text.length : at + 1 };
}

/** A span of whole lines with the blank lines above it. */
export function withBlankAbove(text: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && text.slice(lineStart(text, from - 1), from).trim() === '') from = lineStart(text, from - 1);
  return { start: from, end };
}

/** An empty span. */
export function at(offset: number): Span {
  return { start: offset, end: offset };
}

/** The text of a span. */
export function slice(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Whether two spans have a character or an end in common. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Where a line could be put in above the line of an offset: behind the mark that some files begin with. */
export function insertionAbove(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

/** The start of the comment lines right above a line, or of the line itself. */
export function startWithComments(text: string, offset: number): number {
  let start = lineStart(text, offset);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!/^[ \t]*#/.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}

/** Where the first statement of a file starts; with the comments right above it, unless the file begins with them. */
export function topOf(text: string, first: number): number {
  const start = startWithComments(text, first);
  const isTitle = start === 0 || text.slice(0, first).includes('###');
  return isTitle ? insertionAbove(text, first) : start;
}
