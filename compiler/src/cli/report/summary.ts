import type { Diagnostic, Severity } from '@tsk/parser';

/** How many findings there are of each severity. */
export type Counts = Readonly<Record<Severity, number>>;

/** Counts findings. */
export function countFindings(diagnostics: readonly Diagnostic[]): Counts {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of diagnostics) counts[severity]++;
  return counts;
}

/** One line about all findings: "2 errors, 1 warning in 4 files". */
export function summarize(counts: Counts, files: number): string {
  const words = [
    countWord(counts.error, 'error'),
    countWord(counts.warning, 'warning'),
    counts.info === 0 ? '' : `${counts.info} info`,
    countWord(counts.hint, 'hint'),
  ].filter((word) => word !== '');
  return `${words.length === 0 ? 'No findings' : words.join(', ')} in ${files === 1 ? '1 file' : `${files} files`}`;
}

/** As `summarize`, with the number of configurations where they are several, and of findings that are not shown. */
export function summarizeReport({ counts, files, configurations, hidden }: SummaryFacts): string {
  const where = configurations > 1 ? ` of ${configurations} configurations` : '';
  const rest = hidden > 0 ? ` (${hidden} not shown)` : '';
  return `${summarize(counts, files.length)}${where}${rest}`;
}

interface SummaryFacts {
  readonly counts: Counts;
  readonly files: readonly string[];
  readonly configurations: number;
  readonly hidden: number;
}

function countWord(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}
