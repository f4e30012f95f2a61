import type { LineSink } from './line-sink.ts';

/** Back to the start of the line, and empty it. */
const CLEAR = '\r\u001b[2K';
const INTERVAL_MS = 1000;
const DEFAULT_COLUMNS = 80;

/** The last line of a terminal, which shows how things stand while the log scrolls above it. */
export interface StatusLine extends LineSink {
  /** Shows what `render` gives, now and every second. */
  show(render: () => string): void;
  /** Leaves the terminal as it was: without the line. */
  stop(): void;
}

/** Keeps a status line at the bottom of a terminal. Everything else for that terminal has to be written through it. */
export function createStatusLine(terminal: LineSink): StatusLine {
  let current = '';
  let timer: NodeJS.Timeout | undefined;

  return {
    isTTY: terminal.isTTY,
    columns: terminal.columns,
    write: (line) => terminal.write(current === '' ? line : `${CLEAR}${line}${current}`),
    show(render) {
      const draw = (): void => {
        // A line as wide as the terminal would wrap, and could not be cleared.
        current = render().slice(0, (terminal.columns ?? DEFAULT_COLUMNS) - 1);
        terminal.write(CLEAR + current);
      };
      clearInterval(timer);
      timer = setInterval(draw, INTERVAL_MS);
      timer.unref();
      draw();
    },
    stop() {
      clearInterval(timer);
      if (current !== '') terminal.write(CLEAR);
      current = '';
    },
  };
}
