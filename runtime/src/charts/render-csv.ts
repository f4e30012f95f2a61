import { type ColumnName, columnNames } from '../simulate/columns.ts';
import type { PreviewResult } from '../simulate/preview.ts';

/** A preview for spreadsheets: a row for each step; the last column has the decision at its beginning, if one changed the count. */
export function renderCsv({ run, steps, stepMs }: PreviewResult): string {
  const { columns, decisions } = run;
  const changes = new Map(
    decisions.filter(({ action }) => action !== 'none').map(({ atMs, reason }) => [Math.round(atMs / stepMs), reason]),
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

function toSnakeCase(name: ColumnName): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
