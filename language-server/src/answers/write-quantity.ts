import { findUnit, parseQuantity, type QuantityKind } from '@tsk/schemas';

/**
 * A value of a plan (milliseconds, ratios) as somebody would write it in a document: with the unit that stands there already, where
 * the number stays readable with it. `assumed` is the unit of a number that has none; without one the value is a plain number.
 */
export function writeQuantity(value: number, assumed: string | undefined, before = ''): string {
  const unit = assumed === undefined ? undefined : findUnit(assumed);
  if (unit === undefined || assumed === undefined) return show(value);
  const written = parseQuantity(before);
  if (written !== undefined && written.unit !== '') return withUnit(value, unit.kind, written.unit);
  if (written === undefined) return withUnit(value, unit.kind, undefined);
  if (unit.kind !== 'ratio') return show(value / unit.factor);
  // A bare share up to 1 is one already, so that 1 % needs its sign.
  if (Math.abs(written.number) <= 1) return show(value);
  return value <= 0.01 ? withUnit(value, 'ratio', '%') : show(value / unit.factor);
}

/** Units that people write, the largest first. */
const preferred: Readonly<Record<QuantityKind, readonly string[]>> = {
  duration: ['d', 'h', 'm', 's', 'ms'],
  size: ['GiB', 'MiB', 'KiB', 'B'],
  ratio: ['%'],
  rate: ['/s'],
};

function withUnit(value: number, kind: QuantityKind, usual: string | undefined): string {
  const candidates = [...(usual === undefined ? [] : [usual]), ...preferred[kind]];
  const readable = candidates.find((name) => {
    const unit = findUnit(name);
    if (unit?.kind !== kind) return false;
    const number = tidy(value / unit.factor);
    return number >= 1 && number === Number(number.toFixed(kind === 'ratio' ? 1 : 0));
  });
  const name = readable ?? preferred[kind].at(-1) ?? '';
  // A rate is what a plain number of it is.
  const shown = show(value / (findUnit(name)?.factor ?? 1));
  return kind === 'rate' ? shown : `${shown}${name}`;
}

function show(value: number): string {
  return String(tidy(value));
}

/** Takes the noise of binary arithmetic off. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
