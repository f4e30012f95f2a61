import { formatOptionsFor } from '@tsk/compiler';
import { applyEdits, type FormatOptions, formatEdits, parse, type Span, type TextEdit } from '@tsk/parser';
import type { ActionSource, Change } from './document/action.ts';
import { lineEnd, lineStart } from './document/lines.ts';

/** An edit, and where its text is once all edits are made. */
interface Placed {
  readonly edit: TextEdit;
  readonly after: Span;
}

/** A change whose edits are in the order of the text, with the blanks and indentation of what is new put right. */
export function settleChange(source: ActionSource, change: Change, indentSize: number | undefined): Change {
  const edits = change.edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  if (change.isRough !== true) return { ...change, edits };
  const { document, workspace } = source;
  const project = workspace.settingsOf(document);
  const options: FormatOptions = {
    ...detectIndent(document.text),
    ...(indentSize === undefined ? {} : { indentSize }),
    ...(project === undefined ? {} : formatOptionsFor(project)),
  };
  const text = applyEdits(document.text, edits);
  const tree = parse(text, { file: document.path });
  const settled = place(edits).map(({ edit, after }) => {
    if (after.start === after.end) return edit;
    const within = { start: after.start, end: after.end };
    const isStart = /^\s/.test(edit.newText) || lineStart(text, within.start) === within.start;
    const tidied = formatEdits(tree, options, { start: skipBlank(text, within), end: lineEnd(text, within.end) })
      .filter(({ span }) => within.start <= span.start && span.end <= within.end)
      // Where the new text starts behind the blanks of a line, those are of what was there.
      .filter(({ span }) => span.start > within.start || isStart)
      .map(({ span, newText }) => ({
        newText,
        span: { start: span.start - within.start, end: span.end - within.start },
      }));
    return { span: edit.span, newText: applyEdits(text.slice(within.start, within.end), tidied) };
  });
  return { ...change, edits: settled };
}

/** Where the texts of edits are when all are made. */
function place(edits: readonly TextEdit[]): readonly Placed[] {
  let shift = 0;
  return edits.map((edit) => {
    const start = edit.span.start + shift;
    shift += edit.newText.length - (edit.span.end - edit.span.start);
    return { edit, after: { start, end: start + edit.newText.length } };
  });
}

function skipBlank(text: string, { start, end }: Span): number {
  let at = start;
  while (at < end && /\s/.test(text.charAt(at))) at++;
  return at;
}

/** The indentation that a file has already, by its first line that has any. */
function detectIndent(text: string): FormatOptions {
  const [, blanks] = /^([ \t]+)[^\s#]/m.exec(text) ?? [];
  if (blanks === undefined) return {};
  return blanks.startsWith('\t') ? { useTabs: true } : { indentSize: blanks.length };
}
