import { describeDifference, describeResult, showNumber, wrapText } from '@tsk/runtime/simulate';
import type { Paint } from '../report/paint.ts';
import type { Verdict } from './assertion.ts';
import { renderChart } from './chart.ts';
import { renderDecisions } from './decisions.ts';
import { renderFigures, renderStartUps } from './figures.ts';
import { otherRuns, type PreviewReport } from './preview-report.ts';

/** A preview for people: what happens in words, chart, decisions, figures beside the oracle's, and what all of it rests on. */
export function renderText(report: PreviewReport, width: number, paint: Paint): string {
  const { result, verdicts, against } = report;
  const { scoring, minInstances, maxInstances } = result.scaling;
  const title = `${result.service}: ${scoring}, ${minInstances} to ${maxInstances} instances; ${result.title}`;
  const words = [
    ...describeResult(result),
    ...(against === undefined ? [] : [describeDifference(result, against.result, against.name)]),
  ];
  const paragraphs = (texts: readonly string[]): string => texts.flatMap((text) => wrapText(text, width)).join('\n');
  const parts = [
    paint(['bold'], wrapText(title, width).join('\n')),
    paragraphs([words.join(' ')]),
    renderChart(result, width, paint),
    renderDecisions(result.run.decisions, width, paint),
    renderFigures(result, otherRuns(report), width),
    ...(result.startUps.length === 0 ? [] : [renderStartUps(result)]),
    ...(verdicts.length === 0 ? [] : [verdicts.map((verdict) => renderVerdict(verdict, paint)).join('\n')]),
    paint(['dim'], paragraphs(result.notes)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Whether an assertion holds, in one line. */
export function renderVerdict({ assertion, value, bound, holds }: Verdict, paint: Paint): string {
  const word = holds ? paint(['green'], 'holds') : paint(['red'], 'fails');
  const computed = assertion.bound.kind === 'number' ? '' : ` against ${showNumber(bound)}`;
  return `${word}: ${assertion.text} (it is ${showNumber(value)}${computed})`;
}
