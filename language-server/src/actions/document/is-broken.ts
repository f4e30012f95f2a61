import type { Diagnostic, Span } from '@tsk/parser';
import { touches } from './lines.ts';

/** Whether the text of a span cannot be read for certain: there is an error of the text itself in it. */
export function isBroken({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }, span: Span): boolean {
  return diagnostics.some((finding) => finding.severity === 'error' && touches(finding.span, span));
}
