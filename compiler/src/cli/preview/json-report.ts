import type { PreviewDecision } from '@tsk/runtime/simulate';
import { otherRuns, type PreviewReport } from './preview-report.ts';

/** A preview for programs: figures, assertions and every decision. Times are in seconds from the start. */
export function renderJson(report: PreviewReport): string {
  const { result, verdicts } = report;
  const { title, scaling, stepMs, steps, simulation, run, startUps, notes } = result;
  const json = {
    load: title,
    scoring: scaling.scoring,
    step_s: stepMs / 1000,
    steps,
    assumptions: simulation,
    summary: run.summary,
    others: Object.fromEntries(otherRuns(report)),
    start_ups: startUps.map(({ startUpMs, summary }) => ({ start_up_s: startUpMs / 1000, summary })),
    assertions: verdicts.map(({ assertion, value, bound, holds }) => ({
      assertion: assertion.text,
      value,
      bound,
      holds,
    })),
    decisions: run.decisions.map(toJson),
    notes,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function toJson({ atMs, action, from, to, wanted, reason, signals, forecast }: PreviewDecision): object {
  return { at_s: atMs / 1000, action, from, to, wanted, reason, signals, ...(forecast === null ? {} : { forecast }) };
}
