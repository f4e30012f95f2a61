import { buildLineIndex, type Span } from '@tsk/parser';
import { showCharacter } from './display-width.ts';
import type { Paint, Style } from './paint.ts';

/** Columns of a source line that are shown; a longer one is cut around what is underlined. */
const shownColumns = 110;

/** Columns that are shown before what is underlined, where a line is cut. */
const leadColumns = 30;

/** The first line of a span with its number, and below it a line that underlines the span. */
export function renderCodeFrame(text: string, span: Span, paint: Paint, style: Style): string {
  const lines = buildLineIndex(text);
  const { line } = lines.positionAt(span.start);
  const start = lines.lineStart(line);
  const source = text.slice(start).match(/^[^\r\n]*/)?.[0] ?? '';
  const { shown, before, width } = layOut(source, span.start - start, span.end - start);

  const number = String(line);
  const gutter = ' '.repeat(number.length);
  const underline = ' '.repeat(before) + paint([style], '^'.repeat(Math.max(width, 1)));
  return [
    ` ${paint(['dim'], `${number} |`)} ${shown}`.trimEnd(),
    ` ${paint(['dim'], `${gutter} |`)} ${underline}`,
  ].join('\n');
}

interface Layout {
  readonly shown: string;
  /** Columns before the underline. */
  readonly before: number;
  readonly width: number;
}

function layOut(source: string, from: number, to: number): Layout {
  const characters: { text: string; column: number; width: number; offset: number }[] = [];
  let column = 0;
  let offset = 0;
  for (const character of source) {
    const { text, width } = showCharacter(character, column);
    characters.push({ text, column, width, offset });
    column += width;
    offset += character.length;
    if (offset > to + shownColumns) break;
  }
  const columnOf = (at: number): number => characters.find((character) => character.offset >= at)?.column ?? column;
  const [first, last] = [columnOf(from), columnOf(Math.max(to, from))];

  const cut = last > shownColumns ? Math.max(0, first - leadColumns) : 0;
  const visible = characters.filter(
    (character) => character.column >= cut && character.column + character.width <= cut + shownColumns,
  );
  const cutAt = visible[0]?.column ?? 0;
  const end = visible.at(-1);
  const isCutBehind = end !== undefined && end.offset + 1 < source.length && end !== characters.at(-1);
  const lead = cut > 0 ? '…' : '';
  return {
    shown: lead + visible.map(({ text }) => text).join('') + (isCutBehind ? '…' : ''),
    before: lead.length + first - cutAt,
    width: Math.min(last, cut + shownColumns) - first,
  };
}
