import { showDuration, showNumber, showShare, showTime } from '../simulate/show.ts';
import { unreachable } from '../unreachable.ts';
import type { TableColumn, Unit } from './picture.ts';

/** A value in its unit as people write it: `70 %`, `250 ms`, `1200/s`, `12`. */
export function showUnit(value: number, unit: Unit): string {
  switch (unit) {
    case 'ratio':
      return `${showNumber(value * 100)} %`;
    case 'ms':
      return showDuration(value);
    case 'perSecond':
      return `${showNumber(value)}/s`;
    case 'count':
      return showNumber(value);
    default:
      return unreachable(unit);
  }
}

/** A value at an axis: as short as can be, and 0 without a unit. */
export function showTick(value: number, unit: Unit): string {
  if (value === 0) return '0';
  if (unit !== 'ms') return unit === 'perSecond' ? showNumber(value) : showUnit(value, unit);
  return value < 1000 ? `${showNumber(value)} ms` : `${showNumber(value / 1000)} s`;
}

/** A cell of a data table as people write it. */
export function showCell(cell: number | string, unit: TableColumn['unit']): string {
  if (typeof cell === 'string') return cell;
  if (unit === 'time') return showTime(cell);
  if (unit === 'money' || unit === 'factor') return cell.toFixed(2);
  if (unit === 'ratio') return showShare(cell);
  return unit === 'text' ? String(cell) : showUnit(cell, unit);
}
