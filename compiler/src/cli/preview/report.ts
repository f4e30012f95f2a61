import { columnNames, describeDecision, type Simulation, summaryFields } from '@tsk/runtime/simulate';
import type { Plan } from '@tsk/schemas/plan';
import type { Paint } from '../report/paint.ts';
import type { Verdict } from './assertion.ts';
import { renderChart } from './chart.ts';
import { renderDecisions } from './decisions.ts';
import { renderFigures } from './figures.ts';
import { listNotes } from './notes.ts';
import { showNumber, wrap } from './show.ts';

/** All that a preview has to tell. */
export interface Preview {
  readonly plan: Plan;
  /** What the load is, such as `diurnal load, 24 h`. */
  readonly title: string;
  readonly simulation: Simulation;
  readonly verdicts: readonly Verdict[];
}

/** A preview for people: chart, decisions, figures beside the oracle's, and what all of it rests on. */
export function renderText(preview: Preview, width: number, paint: Paint): string {
  const { plan, title, simulation, verdicts } = preview;
  const { scoring, minInstances, maxInstances } = plan.scaling;
  const bounds = `${minInstances} to ${maxInstances} instances`;
  const parts = [
    paint(['bold'], wrap(`${plan.service.name}: ${scoring}, ${bounds}; ${title}`, width).join('\n')),
    renderChart(simulation, width, paint),
    renderDecisions(simulation.decisions, width, paint),
    renderFigures(simulation, width),
    ...(verdicts.length === 0 ? [] : [verdicts.map((verdict) => renderVerdict(verdict, paint)).join('\n')]),
    paint(
      ['dim'],
      listNotes(plan, simulation)
        .flatMap((note) => wrap(note, width))
        .join('\n'),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Whether an assertion holds, in one line. */
export function renderVerdict({ assertion, value, holds }: Verdict, paint: Paint): string {
  const word = holds ? paint(['green'], 'holds') : paint(['red'], 'fails');
  return `${word}: ${assertion.text} (it is ${showNumber(value)})`;
}

/** A preview for programs: figures, assertions and every decision. Times are in seconds from the start. */
export function renderJsonPreview({ plan, title, simulation, verdicts }: Preview): string {
  const { summary, decisions, stepMs, steps } = simulation;
  const report = {
    load: title,
    scoring: plan.scaling.scoring,
    step_s: stepMs / 1000,
    steps,
    assumptions: plan.simulation,
    summary: Object.fromEntries(summaryFields.map(({ name, read }) => [name, read(summary)])),
    assertions: verdicts.map(({ assertion, value, holds }) => ({ assertion: assertion.text, value, holds })),
    decisions: decisions.map(({ atMs, signals, decision }) => ({
      at_s: atMs / 1000,
      action: decision.action,
      from: decision.from,
      to: decision.to,
      wanted: decision.wanted,
      reason: describeDecision(decision),
      signals,
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** A preview for spreadsheets: a row for each step; the last column has the decision at its beginning, if one changed the count. */
export function renderCsv({ simulation }: Preview): string {
  const { columns, decisions, steps, stepMs } = simulation;
  const changes = new Map(
    decisions
      .filter(({ decision }) => decision.action !== 'none')
      .map(({ atMs, decision }) => [Math.round(atMs / stepMs), describeDecision(decision)]),
  );
  const header = ['time_s', ...columnNames.map(toSnakeCase), 'decision'].join(',');
  const lines = Array.from({ length: steps }, (_, step) => {
    const figures = columnNames.map((name) => Number((columns[name][step] ?? 0).toPrecision(9)));
    const change = changes.get(step);
    const quoted = change === undefined ? '' : `"${change.replaceAll('"', '""')}"`;
    return [Number(((step * stepMs) / 1000).toFixed(3)), ...figures, quoted].join(',');
  });
  return `${[header, ...lines].join('\n')}\n`;
}

function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
