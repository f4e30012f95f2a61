import { performance } from 'node:perf_hooks';

/** How long the parts of a command took. */
export interface Timings {
  /** Ends a part, which began where the part before it ended. */
  readonly end: (part: string) => void;
  /** A line for each part, one for the whole, and how many files a second that is. */
  readonly render: (files: number) => string;
}

/** Starts to measure. Loading the command itself is the first part. */
export function startTimings(): Timings {
  const parts: { readonly name: string; readonly ms: number }[] = [{ name: 'start', ms: performance.now() }];
  let last = performance.now();
  return {
    end(name) {
      const now = performance.now();
      parts.push({ name, ms: now - last });
      last = now;
    },
    render(files) {
      const total = parts.reduce((sum, { ms }) => sum + ms, 0);
      const lines = [...parts, { name: 'total', ms: total }].map(
        ({ name, ms }) => `${name.padEnd(10)}${ms.toFixed(1).padStart(10)} ms\n`,
      );
      const perSecond = Math.round((files / Math.max(total, 1)) * 1000);
      return `${lines.join('')}${files === 1 ? '1 file' : `${files} files`}, ${perSecond} a second\n`;
    },
  };
}
