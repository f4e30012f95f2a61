import type { Diagnostic, TextEdit } from '@tsk/parser';
import { CodeActionKind } from 'vscode-languageserver';
import { findingsOf } from '../../diagnostics/findings.ts';
import type { ActionSource } from '../document/action.ts';
import { touches } from '../document/lines.ts';
import { suppressions } from './suppress.ts';

/** A change that answers to findings. */
export interface QuickFix {
  readonly title: string;
  readonly kind: CodeActionKind;
  readonly edits: readonly TextEdit[];
  /** The findings that it makes go away. */
  readonly findings: readonly Diagnostic[];
  readonly isPreferred: boolean;
}

/** What can be done about the findings at a place: their fixes, all fixes of the same code, and to have them said no more. */
export function* listQuickFixes(source: ActionSource): Generator<QuickFix> {
  const all = findingsOf(source.workspace, source.document);
  const here = all.filter(({ span }) => touches(span, source.range));
  for (const finding of here) {
    const { fix } = finding;
    if (fix === undefined) continue;
    yield { title: fix.title, kind: CodeActionKind.QuickFix, edits: fix.edits, findings: [finding], isPreferred: true };
  }
  for (const code of new Set(here.flatMap((one) => (one.fix === undefined ? [] : [one.code])))) {
    const same = all.filter((one) => one.code === code && one.fix !== undefined);
    const edits = apart(same);
    if (same.length > 1) {
      const title = `Fix all ${same.length} of ${code} in this file`;
      yield { title, kind: CodeActionKind.QuickFix, edits, findings: same, isPreferred: false };
    }
  }
  for (const { title, edits, findings } of suppressions(source, here)) {
    yield { title, kind: CodeActionKind.QuickFix, edits, findings, isPreferred: false };
  }
}

/** The edits of several fixes; of two that touch, those of the first. */
function apart(findings: readonly Diagnostic[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const { fix } of findings) {
    const fits = fix?.edits.every((edit) => taken.every((other) => !touches(edit.span, other.span)));
    if (fix !== undefined && fits === true) taken.push(...fix.edits);
  }
  return taken;
}
