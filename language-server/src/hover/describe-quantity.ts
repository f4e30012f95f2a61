import { findUnit, parseQuantity, type QuantityKind } from '@tsk/schemas';
import { unreachable } from '../unreachable.ts';

/**
 * What a number of a setting means in other words, such as `300 s = 5 min`, `0.7 = 70 %` or `10 MB = 10,000,000 bytes`.
 * `assumed` is the unit of a number that has none. Undefined where there is nothing to add.
 */
export function describeQuantity(text: string, assumed: string | undefined): string | undefined {
  const written = parseQuantity(text);
  if (written === undefined) return undefined;
  const unitName = written.unit === '' ? assumed : written.unit;
  const unit = unitName === undefined ? undefined : findUnit(unitName);
  if (unit === undefined || unitName === undefined) return undefined;
  const { number } = written;
  // A bare share up to 1 is one already: 0.7 is 70 %.
  const isShare = unit.kind === 'ratio' && written.unit === '' && Math.abs(number) <= 1;
  const base = isShare ? number : number * unit.factor;
  const shown = isShare ? `${number}` : `${group(number)} ${unitName}`;
  const meaning = say(base, unit.kind);
  return meaning === shown ? undefined : `${shown} = ${meaning}`;
}

/** An amount of the base of a kind (milliseconds, bytes, the ratio 1, one a second) as people say it. */
function say(base: number, kind: QuantityKind): string {
  switch (kind) {
    case 'duration':
      return sayDuration(base);
    case 'size':
      return `${group(tidy(base))} ${base === 1 ? 'byte' : 'bytes'}`;
    case 'ratio':
      return `${tidy(base * 100)} %`;
    case 'rate':
      return `${tidy(base)} a second`;
    default:
      return unreachable(kind);
  }
}

const steps: readonly (readonly [name: string, ms: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

function sayDuration(ms: number): string {
  if (Math.abs(ms) < 1000) return `${tidy(ms)} ms`;
  const parts: string[] = [];
  let rest = tidy(ms);
  for (const [name, size] of steps) {
    // What is left of the seconds stays with them: 1.5 s.
    const count = name === 's' ? tidy(rest / size) : Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${name}`);
    rest = tidy(rest - count * size);
  }
  return parts.slice(0, 2).join(' ');
}

function tidy(number: number): number {
  return Number(number.toPrecision(12));
}

function group(number: number): string {
  return number.toLocaleString('en-US', { maximumFractionDigits: 6 });
}
