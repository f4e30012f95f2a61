/** The kinds of quantity that have units. Their bases are milliseconds, bytes, the ratio 1 and one a second. */
export type QuantityKind = 'duration' | 'size' | 'ratio' | 'rate';

/** A unit of measure: what it measures, and how many of the base it is. */
export interface Unit {
  readonly kind: QuantityKind;
  readonly factor: number;
}

const units: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ['ns', { kind: 'duration', factor: 1e-6 }],
  ['us', { kind: 'duration', factor: 1e-3 }],
  ['µs', { kind: 'duration', factor: 1e-3 }],
  ['ms', { kind: 'duration', factor: 1 }],
  ['s', { kind: 'duration', factor: 1000 }],
  ['m', { kind: 'duration', factor: 60_000 }],
  ['h', { kind: 'duration', factor: 3_600_000 }],
  ['d', { kind: 'duration', factor: 86_400_000 }],
  ['w', { kind: 'duration', factor: 604_800_000 }],
  ['B', { kind: 'size', factor: 1 }],
  ['KB', { kind: 'size', factor: 1e3 }],
  ['kB', { kind: 'size', factor: 1e3 }],
  ['MB', { kind: 'size', factor: 1e6 }],
  ['GB', { kind: 'size', factor: 1e9 }],
  ['TB', { kind: 'size', factor: 1e12 }],
  ['KiB', { kind: 'size', factor: 1024 }],
  ['MiB', { kind: 'size', factor: 1024 ** 2 }],
  ['GiB', { kind: 'size', factor: 1024 ** 3 }],
  ['TiB', { kind: 'size', factor: 1024 ** 4 }],
  ['%', { kind: 'ratio', factor: 0.01 }],
  ['/d', { kind: 'rate', factor: 1 / 86_400 }],
  ['/h', { kind: 'rate', factor: 1 / 3600 }],
  ['/m', { kind: 'rate', factor: 1 / 60 }],
  ['/s', { kind: 'rate', factor: 1 }],
  ['rps', { kind: 'rate', factor: 1 }],
]);

/** The unit of that name; capitals count, since `MB` is a size and `m` a time. */
export function findUnit(name: string): Unit | undefined {
  return units.get(name);
}

/** The names of all units of a kind, from small to large. */
export function unitNames(kind: QuantityKind): readonly string[] {
  return [...units]
    .filter(([name, unit]) => unit.kind === kind && name !== 'µs' && name !== 'kB' && name !== 'rps')
    .map(([name]) => name);
}

/** A number as written, and the unit behind it; '' where there is none. */
export interface WrittenQuantity {
  readonly number: number;
  readonly unit: string;
}

/** Reads `30`, `30s`, `-1.5 h`, `70 %`, `100/s`, `100 per minute`. Undefined where the text is not a number and at most a unit. */
export function parseQuantity(text: string): WrittenQuantity | undefined {
  const match = /^([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(?:([A-Za-zµ]+|%)|(?:\/|per\s)\s*([a-z]+))?$/.exec(
    text.trim(),
  );
  if (match === null) return undefined;
  const [, number, unit = '', per] = match;
  return { number: Number(number), unit: per === undefined ? unit : `/${periods.get(per) ?? per}` };
}

/** Spellings of the period of a rate. */
const periods: ReadonlyMap<string, string> = new Map(
  [
    ['s', 'sec', 'second'],
    ['m', 'min', 'minute'],
    ['h', 'hr', 'hour'],
    ['d', 'day'],
  ].flatMap(([unit = '', ...spellings]) => spellings.map((spelling) => [spelling, unit] as const)),
);

/** Takes the noise of binary arithmetic off a product: 0.57 × 100 is 57. */
export function tidy(number: number): number {
  return Number.isSafeInteger(number) ? number : Number(number.toPrecision(15));
}

/** `number` of `unit` in the base of `kind`; undefined where the unit is unknown or of another kind. */
export function quantityToBase(number: number, unit: string, kind: QuantityKind): number | undefined {
  const found = units.get(unit);
  return found?.kind === kind ? tidy(number * found.factor) : undefined;
}

/**
 * A number without a unit in the base of `kind`: it is multiplied by `scale`, the factor of the unit that the setting
 * assumes. A ratio up to 1 is a share already: 0.7 and 70 are the same.
 */
export function bareToBase(number: number, kind: QuantityKind, scale: number): number {
  if (kind === 'ratio' && Math.abs(number) <= 1) return number;
  return tidy(number * scale);
}

/** The number of milliseconds or bytes is whole, and what is more than nothing stays more than nothing. */
export function roundBase(base: number, kind: QuantityKind): number {
  if (kind === 'ratio' || kind === 'rate') return tidy(base);
  return base > 0 ? Math.max(1, Math.round(base)) : Math.round(base);
}
