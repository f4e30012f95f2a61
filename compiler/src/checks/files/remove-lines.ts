import type { Fix, Span } from '@tsk/parser';

/** A fix that removes what stands in a span with its whole lines; undefined where something else stands on them. */
export function removeLines(text: string, { start, end }: Span, title: string): Fix | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const lineEnd = next < 0 ? text.length : next + 1;
  const before = text.slice(lineStart, start);
  const after = text.slice(end, lineEnd);
  if (before.trim() !== '' || !/^[ \t]*[;,]?[ \t]*(?:#[^\n]*)?\r?\n?$/.test(after)) return undefined;
  return { title, edits: [{ span: { start: lineStart, end: lineEnd }, newText: '' }] };
}
