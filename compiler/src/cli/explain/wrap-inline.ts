import { showCharacter } from '../report/display-width.ts';
import type { Paint, Style } from '../report/paint.ts';

/** Text in one style. */
interface Piece {
  readonly text: string;
  readonly styles: readonly Style[];
}

/** What is not broken over lines: pieces without a blank between them. */
type Word = readonly Piece[];

/**
 * Lays out a paragraph of Markdown in lines of at most `width` columns: code and emphasis in styles of their own, links as
 * their texts. A word that is wider stands on a line of its own. On an output without styles, code keeps its backticks.
 */
export function wrapInline(markdown: string, width: number, paint: Paint): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of splitWords(markdown, paint([], '') === paint(['bold'], ''))) {
    const size = word.reduce((sum, { text }) => sum + widthOf(text), 0);
    if (used > 0 && used + 1 + size > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    const painted = word.map(({ text, styles }) => (styles.length === 0 ? text : paint(styles, text))).join('');
    line += used > 0 ? ` ${painted}` : painted;
    used += (used > 0 ? 1 : 0) + size;
  }
  if (used > 0) lines.push(line);
  return lines;
}

/** The columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += showCharacter(character, width).width;
  return width;
}

const inline = /(`+)(.+?)\1|\*\*(.+?)\*\*|\*(.+?)\*|\[([^\]]+)\]\([^)]*\)/gs;

function splitWords(markdown: string, isPlain: boolean): readonly Word[] {
  const words: Piece[][] = [[]];
  const add = (text: string, styles: readonly Style[]): void => {
    for (const [index, part] of text.split(/\s+/).entries()) {
      if (index > 0) words.push([]);
      if (part !== '') words.at(-1)?.push({ text: part, styles });
    }
  };
  let end = 0;
  for (const match of markdown.matchAll(inline)) {
    add(markdown.slice(end, match.index), []);
    const [whole, ticks, code, strong, emphasis, link] = match;
    if (code !== undefined) add(isPlain ? `${ticks}${code}${ticks}` : code, ['cyan']);
    else add(strong ?? emphasis ?? link ?? whole, strong === undefined ? [] : ['bold']);
    end = match.index + whole.length;
  }
  add(markdown.slice(end), []);
  return words.filter((word) => word.length > 0);
}
