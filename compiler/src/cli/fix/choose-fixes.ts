import type { Diagnostic, Fix, Span, TextEdit } from '@tsk/parser';

/** A finding that has a fix. */
export type Fixable = Diagnostic & { readonly fix: Fix };

/** Whether a finding has a fix that changes something. */
export function isFixable(finding: Diagnostic): finding is Fixable {
  return finding.fix !== undefined && finding.fix.edits.length > 0;
}

/**
 * The findings whose fixes can be made together: of fixes that touch, only the first. A fix holds everything between its first and
 * its last edit, so that any of the chosen ones can be left out.
 */
export function chooseFixes(findings: readonly Fixable[]): readonly Fixable[] {
  const taken = new Map<string, Span[]>();
  return findings.filter(({ file, fix }) => {
    const span = hullOf(fix);
    const spans = taken.get(file) ?? [];
    if (spans.some((other) => touches(span, other))) return false;
    taken.set(file, [...spans, span]);
    return true;
  });
}

/** From the start of the first edit to the end of the last. */
export function hullOf({ edits }: Fix): Span {
  return {
    start: Math.min(...edits.map(({ span }) => span.start)),
    end: Math.max(...edits.map(({ span }) => span.end)),
  };
}

function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** The edits of several fixes in one file, in order. */
export function editsOf(findings: readonly Fixable[], file: string): readonly TextEdit[] {
  return findings
    .filter((finding) => finding.file === file)
    .flatMap(({ fix }) => fix.edits)
    .toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
