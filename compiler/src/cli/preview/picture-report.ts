import type { DataTable, Picture } from '@tsk/runtime/charts';
import { wrapText } from '@tsk/runtime/simulate';
import type { Paint } from '../report/paint.ts';
import { alignTable } from './align-table.ts';

/** A cell of a table as people write it. */
type ShowCell = (cell: number | string, unit: DataTable['columns'][number]['unit']) => string;

/** A picture that has no chart of characters, for people: its sentences and its tables. */
export function renderPictureText(picture: Picture, showCell: ShowCell, width: number, paint: Paint): string {
  const paragraph = (text: string): string => wrapText(text, width).join('\n');
  const table = ({ caption, columns, rows }: DataTable): string => {
    const cells = rows.map((row) => row.map((cell, index) => showCell(cell, columns[index]?.unit ?? 'text')));
    return [caption, ...alignTable([columns.map(({ name }) => name), ...cells], width)].join('\n');
  };
  const parts = [
    paint(['bold'], paragraph(picture.title)),
    paragraph(picture.summary.join(' ')),
    ...picture.tables.map(table),
    paint(['dim'], picture.notes.map(paragraph).join('\n')),
  ];
  return `${parts.join('\n\n')}\n`;
}
