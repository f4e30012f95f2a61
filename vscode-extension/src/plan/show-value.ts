const durations = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;
const sizes = [
  ['GB', 1_000_000_000],
  ['MB', 1_000_000],
  ['kB', 1_000],
] as const;

/** A value of a plan as a person writes it. What its number counts is in the name of its key: `timeoutMs`, `maxBytes`, `cpuRatio`. */
export function showValue(key: string, value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return showNumber(key, value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => showValue(key, one)).join(', ');
  if (typeof value === 'object' && value !== undefined && '$env' in value) return `$${String(value.$env)}`;
  return JSON.stringify(value);
}

function showNumber(key: string, value: number): string {
  if (/Ms$/.test(key)) return showUnits(value, durations, 'ms');
  if (/Bytes$/.test(key)) return showUnits(value, sizes, 'B');
  if (/Ratio$/.test(key)) return `${Math.round(value * 10_000) / 100} %`;
  return String(value);
}

/** In the largest unit that needs no more than one digit behind the point. */
function showUnits(value: number, units: readonly (readonly [name: string, size: number])[], base: string): string {
  const unit = units.find(([, size]) => value >= size && Number.isInteger((value * 10) / size));
  return unit === undefined ? `${value} ${base}` : `${value / unit[1]} ${unit[0]}`;
}
