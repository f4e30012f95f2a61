import { applyEdits, type TextEdit } from '@tsk/parser';
import { findingsOf } from '../diagnostics/findings.ts';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The edits of all fixes of a document, in order; of two that touch the first is made, and the other is left for the next time. */
export function fixAllEdits(workspace: Workspace, document: SourceDocument): readonly TextEdit[] {
  const fixes = findingsOf(workspace, document).flatMap(({ fix }) => fix ?? []);
  const taken: TextEdit[] = [];
  for (const { edits } of fixes) {
    const fits = edits.every((edit) => taken.every((other) => isApart(edit, other)));
    if (fits) taken.push(...edits);
  }
  const inOrder = taken.toSorted((a, b) => a.span.start - b.span.start);
  return applyEdits(document.text, inOrder) === document.text ? [] : inOrder;
}

function isApart({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
  return a.end < b.start || b.end < a.start;
}
