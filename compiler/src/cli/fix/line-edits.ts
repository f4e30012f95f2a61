import type { TextEdit } from '@tsk/parser';

/** Lines that are compared one by one; beyond that, what differs between the first and the last difference is one edit. */
const maxCompared = 2000;

/** The edits that turn one text into another, whole lines each: by the longest common sequence of lines. */
export function lineEdits(before: string, after: string): readonly TextEdit[] {
  const [old, made] = [splitLines(before), splitLines(after)];
  let head = 0;
  while (head < old.length && head < made.length && old[head] === made[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, made.length) - head;
  while (tail < most && old.at(-1 - tail) === made.at(-1 - tail)) tail++;
  const start = lengthOf(old.slice(0, head));
  return compare(old.slice(head, old.length - tail), made.slice(head, made.length - tail), start);
}

function splitLines(text: string): readonly string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

function compare(old: readonly string[], made: readonly string[], start: number): readonly TextEdit[] {
  const common = old.length > maxCompared || made.length > maxCompared ? () => 0 : commonLengths(old, made);
  const edits: { span: { start: number; end: number }; newText: string }[] = [];
  let at = start;
  const edit = (removed: string, added: string): void => {
    const last = edits.at(-1);
    if (last?.span.end === at) {
      last.span.end += removed.length;
      last.newText += added;
    } else edits.push({ span: { start: at, end: at + removed.length }, newText: added });
    at += removed.length;
  };
  let [i, j] = [0, 0];
  while (i < old.length || j < made.length) {
    const [gone, added] = [old[i], made[j]];
    if (gone !== undefined && gone === added) {
      at += gone.length;
      i++;
      j++;
    } else if (gone !== undefined && (added === undefined || common(i + 1, j) >= common(i, j + 1))) {
      edit(gone, '');
      i++;
    } else {
      edit('', added ?? '');
      j++;
    }
  }
  return edits;
}

/** How many lines two lists have in common, in order, from an index of each to their ends. */
function commonLengths(old: readonly string[], made: readonly string[]): (i: number, j: number) => number {
  const width = made.length + 1;
  const table = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = made.length - 1; j >= 0; j--) {
      table[i * width + j] =
        old[i] === made[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
    }
  }
  return (i, j) => table[i * width + j] ?? 0;
}
