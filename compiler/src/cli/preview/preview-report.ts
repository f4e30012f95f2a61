import type { PreviewResult, SummaryFigures } from '@tsk/runtime/simulate';
import type { Verdict } from './assertion.ts';

/** All that a preview has to tell. */
export interface PreviewReport {
  readonly result: PreviewResult;
  /** The same load under the configuration to compare with, and what that is called. */
  readonly against?: { readonly name: string; readonly result: PreviewResult };
  readonly verdicts: readonly Verdict[];
}

/** The runs beside the plan's own, by the names that reports and assertions have for them. */
export function otherRuns({
  result,
  against,
}: Pick<PreviewReport, 'result' | 'against'>): ReadonlyMap<string, SummaryFigures> {
  const compared = against === undefined ? [] : [['against', against.result.run.summary] as const];
  return new Map([...compared, ...result.others.map(({ policy, summary }) => [policy, summary] as const)]);
}
