import type { Readable } from 'node:stream';

/** What the command sees of the process that it runs in. */
export interface Shell {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly nowMs: () => number;
  readonly out: Output;
  readonly err: Output;
  /** Fulfilled when the user asks the command to end, with Ctrl-C. Whoever asks for it has to end by itself. */
  readonly interrupted: () => Promise<void>;
}

/** A stream to write to. */
export interface Output {
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
}

/** The shell of the running process. */
export function processShell(): Shell {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    nowMs: () => Date.now(),
    out: outputOf(process.stdout),
    err: outputOf(process.stderr),
    interrupted: () =>
      new Promise((resolve) => {
        process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve());
      }),
  };
}

function outputOf(stream: NodeJS.WriteStream): Output {
  return { isTerminal: stream.isTTY === true, write: (text) => void stream.write(text) };
}
