/** A time as it is spoken of: `250 ms`, `30 s`, `5 min`, `26 min 30 s`, `2 d`. */
export function showDuration(ms: number): string {
  if (ms < 1000 && ms > 0) return `${Number(ms.toFixed(2))} ms`;
  if (ms <= 120_000 || ms % 1000 !== 0) return `${Number((ms / 1000).toFixed(2))} s`;
  const [minutes, seconds] = [Math.floor(ms / 60_000), (ms / 1000) % 60];
  const [hours, days] = [Math.floor(minutes / 60), Math.floor(minutes / 1440)];
  if (days >= 2) return joinParts([days, 'd'], [hours % 24, 'h']);
  return hours >= 1 ? joinParts([hours, 'h'], [minutes % 60, 'min']) : joinParts([minutes, 'min'], [seconds, 's']);
}

/** A time as a setting is written: `30s`, `1.5s`. */
export function writeDuration(ms: number): string {
  return `${Number((ms / 1000).toFixed(3))}s`;
}

function joinParts(...parts: readonly (readonly [count: number, unit: string])[]): string {
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`])).join(' ');
}

/** A size as it is spoken of: `64 MB`, `1.5 GB`. */
export function showBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** power).toFixed(2))} ${units[power]}`;
}

/** The value of a signal in its unit: `13.5 %`, `3500 per second`, `7071 ms`. */
export function showSignal(value: number, unit: 'ratio' | 'perSecond' | 'ms' | 'count'): string {
  switch (unit) {
    case 'ratio':
      return `${(value * 100).toFixed(1).replace(/\.0$/, '')} %`;
    case 'ms':
      return `${Math.round(value)} ms`;
    case 'perSecond':
      return `${Number(value.toFixed(value < 100 ? 2 : 0))} per second`;
    case 'count':
      return String(Number(value.toFixed(2)));
  }
}

/** Names in code style as a list: `a`, `b` and `c`. */
export function showNames(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
