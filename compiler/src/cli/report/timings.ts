/** How long the parts of a command took. */
export interface Timings {
  /** Ends a part, which began where the part before it ended. */
  readonly end: (part: string) => void;
  /** A line for each part, one for the whole, and how many files a second that is. */
  readonly render: (files: number) => string;
}

/** Milliseconds; `performance` would be loaded first. */
function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Starts to measure. Loading the command itself is the first part. */
export function startTimings(): Timings {
  const parts: { readonly name: string; readonly ms: number }[] = [{ name: 'start', ms: process.uptime() * 1000 }];
  let last = now();
  return {
    end(name) {
      const end = now();
      parts.push({ name, ms: end - last });
      last = end;
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
