import { buildLineIndex, type TextEdit } from '@tsk/parser';

/** Lines around a change that are shown with it. */
const contextLines = 3;

/** Lines that change: the old ones from the line `start` on (from 0) become the new ones. Each has its line break. */
interface Change {
  readonly start: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What edits make of a text, as a unified diff. It follows from the edits, which are in order, so nothing has to be searched. */
export function renderDiff(file: string, text: string, edits: readonly TextEdit[]): string {
  if (edits.length === 0) return '';
  const lines = splitLines(text);
  let shift = 0;
  let hunks = '';
  for (const group of groupChanges(findChanges(text, edits))) {
    hunks += renderHunk(lines, group, shift);
    for (const { before, after } of group) shift += after.length - before.length;
  }
  return `--- ${file}\n+++ ${file}\n${hunks}`;
}

function splitLines(text: string): readonly string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}

function findChanges(text: string, edits: readonly TextEdit[]): readonly Change[] {
  const index = buildLineIndex(text);
  const changes: Change[] = [];
  for (let at = 0; at < edits.length; ) {
    const from = index.positionAt(edits[at]?.span.start ?? 0).line;
    let to = from;
    let made = '';
    let done = index.lineStart(from);
    // Edits on the same lines are one change.
    for (; at < edits.length; at++) {
      const edit = edits[at];
      if (edit === undefined || index.positionAt(edit.span.start).line > to) break;
      made += text.slice(done, edit.span.start) + edit.newText;
      done = edit.span.end;
      to = index.positionAt(done).line;
    }
    const end = to < index.lineCount ? index.lineStart(to + 1) : text.length;
    const old = text.slice(index.lineStart(from), end);
    changes.push(trimChange(from - 1, splitLines(old), splitLines(made + text.slice(done, end))));
  }
  return changes;
}

/** Leaves out the lines at both ends that stay as they are. */
function trimChange(start: number, before: readonly string[], after: readonly string[]): Change {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return {
    start: start + head,
    before: before.slice(head, before.length - tail),
    after: after.slice(head, after.length - tail),
  };
}

/** Changes whose lines around them would meet are shown together. */
function groupChanges(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  let end = -Infinity;
  for (const change of changes) {
    if (change.start - end > 2 * contextLines) groups.push([change]);
    else groups.at(-1)?.push(change);
    end = change.start + change.before.length;
  }
  return groups;
}

function renderHunk(lines: readonly string[], group: readonly Change[], shift: number): string {
  const first = Math.max(0, (group[0]?.start ?? 0) - contextLines);
  const rows: string[] = [];
  let at = first;
  let added = 0;
  for (const { start, before, after } of group) {
    rows.push(...lines.slice(at, start).map((line) => showLine(' ', line)));
    rows.push(...before.map((line) => showLine('-', line)), ...after.map((line) => showLine('+', line)));
    at = start + before.length;
    added += after.length - before.length;
  }
  const end = Math.min(lines.length, at + contextLines);
  rows.push(...lines.slice(at, end).map((line) => showLine(' ', line)));
  const count = end - first;
  return `@@ -${showRange(first, count)} +${showRange(first + shift, count + added)} @@\n${rows.join('')}`;
}

/** A range of lines as hunks have it: from 1, and an empty one names the line before it. */
function showRange(first: number, count: number): string {
  return `${count === 0 ? first : first + 1},${count}`;
}

function showLine(mark: ' ' | '-' | '+', line: string): string {
  return line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}
