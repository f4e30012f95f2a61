import type { PlanLine } from '../../plan-changes/list-plan.ts';
import type { Paint } from '../report/paint.ts';

/** A plan for people: its values group by group, each with the place that it was written at. */
export function renderPlan(lines: readonly PlanLine[], paint: Paint): string {
  const widths = {
    key: Math.max(0, ...lines.map((line) => keyOf(line).length)),
    value: Math.min(40, Math.max(0, ...lines.map(({ shown }) => shown.length))),
  };
  const parts: string[] = [];
  for (const [group, members] of groupLines(lines)) {
    parts.push(`${parts.length === 0 ? '' : '\n'}${paint(['bold'], group)}\n`);
    for (const line of members) {
      const key = keyOf(line).padEnd(widths.key);
      const place = paint(['dim'], placeOf(line));
      parts.push(`  ${key}  ${line.shown.padEnd(widths.value)}  ${place}\n`);
    }
  }
  return parts.join('');
}

/** The same as Markdown. */
export function renderPlanMarkdown(lines: readonly PlanLine[]): string {
  const parts = ['# Plan', ''];
  for (const [group, members] of groupLines(lines)) {
    parts.push(`## ${group}`, '', '| key | value | written |', '| --- | --- | --- |');
    for (const line of members) {
      const cells = [`\`${keyOf(line)}\``, line.shown, placeOf(line)].map((cell) => cell.replaceAll('|', '\\|'));
      parts.push(`| ${cells.join(' | ')} |`);
    }
    parts.push('');
  }
  return parts.join('\n');
}

/** The same for programs. */
export function renderPlanJson(lines: readonly PlanLine[]): string {
  return `${JSON.stringify({ values: lines }, null, 2)}\n`;
}

/** What stands in no table of the plan is about the whole. */
const general = 'plan';

function groupLines(lines: readonly PlanLine[]): ReadonlyMap<string, readonly PlanLine[]> {
  return Map.groupBy(lines, ({ path }) => (path.length > 1 ? (path[0] ?? general) : general));
}

function keyOf({ path }: PlanLine): string {
  return (path.length > 1 ? path.slice(1) : path).join('.');
}

function placeOf({ origin }: PlanLine): string {
  return origin === undefined ? 'default' : `${origin.file}:${origin.line}`;
}
