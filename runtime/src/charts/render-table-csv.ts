import type { DataTable } from './picture.ts';

/** A data table for spreadsheets: numbers as they are, in the unit that the heading names. */
export function renderTableCsv({ columns, rows }: DataTable): string {
  const heads = columns.map(({ name, unit }) => (name === '' || unit === 'text' ? name : `${name} (${unit})`));
  return `${[heads, ...rows].map((cells) => cells.map(quote).join(',')).join('\n')}\n`;
}

/** RFC 4180, section 2: what has a comma, a quote or a line break is quoted. */
function quote(cell: number | string): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
