const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** A length of time as people say it: `24 h`, `1 h 30 min`, `3.5 s`, `250 ms`. Whole days are said in days from two on. */
export function showDuration(ms: number): string {
  if (ms < 1000) return `${showNumber(ms)} ms`;
  if (ms < 60_000) return `${showNumber(ms / 1000)} s`;
  let left = Math.round(ms / 1000) * 1000;
  const parts: string[] = [];
  for (const [name, size] of units) {
    if (name === 'd' && ms < 2 * size) continue;
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.slice(0, 2).join(' ');
}

/** A time within a simulation: `09:20:00`, after the first day `day 3, 09:20:00`. */
export function showTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return day === 0 ? clock : `day ${day + 1}, ${clock}`;
}

/** A number with at most three digits that mean something, but all before the point. */
export function showNumber(number: number): string {
  return String(Math.abs(number) >= 100 ? Math.round(number) : Number(number.toPrecision(3)));
}

/** A share as a percentage; one that is not 0 is not shown as 0. */
export function showShare(share: number): string {
  if (share > 0 && share < 0.0001) return '< 0.01 %';
  return `${showNumber(Math.round(share * 10_000) / 100)} %`;
}
