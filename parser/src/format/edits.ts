import type { TextEdit } from '../text/diagnostic.ts';
import type { Page } from './page.ts';

/** The edits that turn a text into its page: only what differs, in order, and never two that touch. */
export function pageEdits(page: Page): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const { tree, pieces } = page;
  let end = 0;
  for (const [index, piece] of pieces.entries()) {
    addEdit(edits, tree.text, end, piece.start, page.gaps[index] ?? '');
    const text = page.texts.get(index);
    if (text !== undefined) addEdit(edits, tree.text, piece.start, piece.end, text);
    end = piece.end;
  }
  addEdit(edits, tree.text, end, tree.text.length, page.gaps[pieces.length] ?? '');
  return edits;
}

function addEdit(edits: TextEdit[], text: string, start: number, end: number, newText: string): void {
  const old = text.slice(start, end);
  if (old === newText) return;
  const head = commonLength(old, newText, false);
  const tail = Math.min(commonLength(old, newText, true), old.length - head, newText.length - head);
  const edit = {
    span: { start: start + head, end: end - tail },
    newText: newText.slice(head, newText.length - tail),
  };
  const last = edits.at(-1);
  if (last?.span.end !== edit.span.start) edits.push(edit);
  else
    edits[edits.length - 1] = {
      span: { start: last.span.start, end: edit.span.end },
      newText: last.newText + edit.newText,
    };
}

/** How many characters two texts share at their start, or at their end. */
function commonLength(a: string, b: string, fromEnd: boolean): number {
  const length = Math.min(a.length, b.length);
  for (let count = 0; count < length; count++) {
    if (a.at(fromEnd ? -1 - count : count) !== b.at(fromEnd ? -1 - count : count)) return count;
  }
  return length;
}

/** A text with edits made, which are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let made = '';
  let end = 0;
  for (const { span, newText } of edits) {
    made += text.slice(end, span.start) + newText;
    end = span.end;
  }
  return made + text.slice(end);
}
