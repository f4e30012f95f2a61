import type { LineIndex, Span } from '@tsk/parser';
import type { ClientCapabilities, Position, Range } from 'vscode-languageserver';

/** What the `character` of a position counts. Offsets are UTF-16 units everywhere else. */
export type PositionEncoding = 'utf-8' | 'utf-16';

/** The first encoding of the client's list that the server knows; UTF-16 for a client that lists none, as the protocol says. */
export function negotiateEncoding(client: ClientCapabilities): PositionEncoding {
  for (const encoding of client.general?.positionEncodings ?? []) {
    if (encoding === 'utf-8' || encoding === 'utf-16') return encoding;
  }
  return 'utf-16';
}

/** Turns offsets of one text into positions of the client, and back. Whatever lies outside of the text is clamped. */
export interface TextPositions {
  readonly offsetAt: (position: Position) => number;
  readonly positionAt: (offset: number) => Position;
  readonly rangeOf: (span: Span) => Range;
  readonly spanOf: (range: Range) => Span;
}

/** The positions of a text whose lines are indexed when they are first needed. */
export function textPositions(text: string, lines: () => LineIndex, encoding: PositionEncoding): TextPositions {
  const offsetAt = ({ line, character }: Position): number => {
    const index = lines();
    if (line >= index.lineCount) return text.length;
    if (encoding === 'utf-16') return index.offsetAt({ line: line + 1, column: character + 1 });
    const end = index.offsetAt({ line: line + 1, column: Number.MAX_SAFE_INTEGER });
    return skipBytes(text, index.lineStart(line + 1), end, character);
  };
  const positionAt = (offset: number): Position => {
    const { line, column } = lines().positionAt(offset);
    if (encoding === 'utf-16') return { line: line - 1, character: column - 1 };
    const start = lines().lineStart(line);
    return { line: line - 1, character: countBytes(text, start, start + column - 1) };
  };
  return {
    offsetAt,
    positionAt,
    rangeOf: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
    spanOf: ({ start, end }) => {
      const from = offsetAt(start);
      return { start: from, end: Math.max(from, offsetAt(end)) };
    },
  };
}

/** The offset of the character that holds the byte `count` after `start`, at most `end`. */
function skipBytes(text: string, start: number, end: number, count: number): number {
  let left = count;
  let offset = start;
  while (offset < end) {
    const point = text.codePointAt(offset) ?? 0;
    left -= byteLength(point);
    if (left < 0) break;
    offset += point > 0xffff ? 2 : 1;
  }
  return Math.min(offset, end);
}

function countBytes(text: string, start: number, end: number): number {
  let count = 0;
  for (let offset = start; offset < end; offset++) {
    const point = text.codePointAt(offset) ?? 0;
    count += byteLength(point);
    if (point > 0xffff) offset++;
  }
  return count;
}

function byteLength(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point > 0xffff ? 4 : 3;
}
