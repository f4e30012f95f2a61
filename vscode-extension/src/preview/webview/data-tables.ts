import { type DataTable, showCell } from '@tsk/runtime/charts';
import { el } from './dom.ts';

/** A table of a picture. It scrolls where it is wider than the page, with the keyboard too. */
export function makeTable({ caption, columns, rows }: DataTable): HTMLElement {
  const heads = columns.map(({ name, unit }) =>
    name === '' ? el('td') : el('th', { scope: 'col', class: unit === 'text' ? 'text' : '' }, name),
  );
  const lines = rows.map((row) => {
    const cells = row.map((cell, index) => {
      const text = showCell(cell, columns[index]?.unit ?? 'text');
      if (index === 0) return el('th', { scope: 'row' }, text);
      return el('td', { class: typeof cell === 'string' ? 'text' : '' }, text);
    });
    return el('tr', {}, ...cells);
  });
  return el(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: 0 },
    el('table', {}, el('caption', {}, caption), el('thead', {}, el('tr', {}, ...heads)), el('tbody', {}, ...lines)),
  );
}
