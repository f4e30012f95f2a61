import type { LoadSummary } from './load-driver.ts';
import { drawTimeline, type TimelineSample } from './timeline.ts';

/** A change of the number of instances. Times are in milliseconds since the start of the run. */
export interface ScalingStep {
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** Everything that the summary of a demonstration shows. */
export interface DemoReport {
  readonly load: LoadSummary;
  /** Share of the requests that the cache answered, 0 to 1; null where the cache is off. */
  readonly cacheHitRate: number | null;
  /** Ready instances, sampled over the run. */
  readonly instances: readonly TimelineSample[];
  readonly steps: readonly ScalingStep[];
}

/** How a summary is written. */
export interface SummaryStyle {
  /** Colours and emphasis, for a terminal; without them the text has no control characters. */
  readonly colour: boolean;
  /** Characters in a line, at least 72; 100 where it is left out. */
  readonly width?: number;
}

const LABEL_WIDTH = 14;
const LEAST_WIDTH = 72;

/** Writes the summary of a demonstration: what the clients saw, the instances over time, and why their number changed. */
export function renderSummary(report: DemoReport, style: SummaryStyle): string {
  const width = Math.max(LEAST_WIDTH, style.width ?? 100);
  const lines = [
    emphasise('Summary of the demonstration', style),
    '',
    ...renderFigures(report, style),
    '',
    ...renderInstances(report, width),
    '',
    ...renderSteps(report.steps, width),
  ];
  return `${lines.join('\n')}\n`;
}

function renderFigures({ load, cacheHitRate }: DemoReport, style: SummaryStyle): readonly string[] {
  const { p50, p95, p99, max } = load.latencyMs;
  const errors = `${whole(load.errors)} (${percent(load.requests === 0 ? 0 : load.errors / load.requests)})`;
  const duration = `${seconds(load.durationMs)}${load.endedBy === 'time' ? '' : ` (ended by ${load.endedBy})`}`;
  return [
    row('duration', duration),
    row('requests', `${whole(load.requests)}, ${whole(Math.round(load.requestsPerSecond))} per second`),
    row('errors', load.errors > 0 ? alarm(errors, style) : errors),
    row(
      'response time',
      `p50 ${milliseconds(p50)}   p95 ${milliseconds(p95)}   p99 ${milliseconds(p99)}   max ${milliseconds(max)}`,
    ),
    row('cache hit rate', cacheHitRate === null ? 'off' : percent(cacheHitRate)),
  ];
}

function renderInstances({ instances, load }: DemoReport, width: number): readonly string[] {
  const counts = instances.map(({ value }) => value);
  if (counts.length === 0) return [row('instances', 'not sampled')];
  const span = `${Math.min(...counts)} to ${Math.max(...counts)}, ${counts.at(-1)} at the end`;
  const room = width - LABEL_WIDTH - 2;
  const end = seconds(load.durationMs);
  return [
    row('instances', span),
    row('', drawTimeline(instances, load.durationMs, room)),
    row('', `0 s${end.padStart(room - 3)}`),
  ];
}

function renderSteps(steps: readonly ScalingStep[], width: number): readonly string[] {
  if (steps.length === 0) return [row('scaling', 'no step')];
  const indent = ' '.repeat(LABEL_WIDTH + 2);
  return steps.flatMap((step, index) => {
    const change = `${seconds(step.atMs).padStart(7)}  ${String(step.from).padStart(2)} → ${String(step.to).padEnd(2)}  `;
    const [first = '', ...others] = wrap(step.reason, width - indent.length - change.length);
    return [
      row(index === 0 ? 'scaling' : '', change + first),
      ...others.map((line) => indent + ' '.repeat(change.length) + line),
    ];
  });
}

/** Breaks a text at blanks into lines of at most `width` characters; a longer word has a line of its own. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function row(label: string, text: string): string {
  return `${label.padEnd(LABEL_WIDTH)}  ${text}`.trimEnd();
}

function emphasise(text: string, { colour }: SummaryStyle): string {
  return colour ? `\u001b[1m${text}\u001b[22m` : text;
}

function alarm(text: string, { colour }: SummaryStyle): string {
  return colour ? `\u001b[31m${text}\u001b[39m` : text;
}

function whole(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function milliseconds(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${whole(Math.round(ms))} ms`;
}
