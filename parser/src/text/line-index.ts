/** A position as people count: both from 1, the column in UTF-16 code units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets into lines and columns, and back. A line ends after `\n`, `\r\n` or a lone `\r`. */
export interface LineIndex {
  readonly lineCount: number;
  /** The position of an offset; offsets outside the text are clamped. */
  positionAt(offset: number): LineColumn;
  /** The offset of a position; a column past the line's end gives the line's end. */
  offsetAt(position: LineColumn): number;
  /** The offset at which a line (from 1) starts. */
  lineStart(line: number): number;
}

/** Indexes `text` once; look-ups are a binary search. */
export function buildLineIndex(text: string): LineIndex {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 13 && text.charCodeAt(i + 1) === 10) i++;
    if (unit === 10 || unit === 13) starts.push(i + 1);
  }

  const startOf = (line: number): number => starts[Math.min(Math.max(line, 1), starts.length) - 1] ?? 0;

  return {
    lineCount: starts.length,
    lineStart: startOf,
    positionAt(offset) {
      const clamped = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= clamped) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: clamped - (starts[low] ?? 0) + 1 };
    },
    offsetAt({ line, column }) {
      const start = startOf(line);
      const next = line < starts.length ? startOf(line + 1) : text.length;
      let end = next;
      while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--;
      return Math.min(start + Math.max(column, 1) - 1, end);
    },
  };
}
