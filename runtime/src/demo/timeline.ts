/** A value at a moment, in milliseconds since the start of what is drawn. */
export interface TimelineSample {
  readonly atMs: number;
  readonly value: number;
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * Draws samples as one line of bars, `width` characters for the whole duration. Each character shows the highest value of its
 * stretch of time, or the one before where the stretch has no sample; the highest bar is the highest value, and a value of 0 the lowest.
 */
export function drawTimeline(samples: readonly TimelineSample[], durationMs: number, width: number): string {
  const highest = Math.max(1, ...samples.map(({ value }) => value));
  const sorted = samples.toSorted((a, b) => a.atMs - b.atMs);
  let drawn = '';
  let last = sorted[0]?.value ?? 0;
  for (let column = 0; column < width; column += 1) {
    const from = (column / width) * durationMs;
    const to = ((column + 1) / width) * durationMs;
    const inside = sorted.filter(({ atMs }) => atMs >= from && atMs < to).map(({ value }) => value);
    drawn += barOf(Math.max(...(inside.length === 0 ? [last] : inside)) / highest);
    last = inside.at(-1) ?? last;
  }
  return drawn;
}

function barOf(share: number): string {
  return BARS[Math.max(0, Math.min(BARS.length - 1, Math.ceil(share * BARS.length) - 1))] ?? ' ';
}
