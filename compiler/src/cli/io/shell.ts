import { fstatSync, statSync, writeSync } from 'node:fs';
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

/** The shell of the running process. Its streams take a while to make, and are made where they are needed. */
export function processShell(): Shell {
  return {
    cwd: process.cwd(),
    env: process.env,
    get stdin() {
      return process.stdin;
    },
    nowMs: () => Date.now(),
    out: outputOf(1, () => process.stdout),
    err: outputOf(2, () => process.stderr),
    interrupted: () =>
      new Promise((resolve) => {
        process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve());
      }),
  };
}

/** Writes to files and pipes at once; a terminal, and a pipe that is full, are left to the stream of Node. */
function outputOf(fd: number, getStream: () => NodeJS.WriteStream): Output {
  let stream: NodeJS.WriteStream | undefined;
  const open = (): NodeJS.WriteStream => {
    stream ??= getStream().on('error', endAtClosedPipe);
    return stream;
  };
  return {
    get isTerminal() {
      return !isPlain(fd) && open().isTTY === true;
    },
    write(text) {
      const rest = stream === undefined && isPlain(fd) ? writeNow(fd, Buffer.from(text)) : text;
      if (rest.length > 0) open().write(rest);
    },
  };
}

/** Whether it is a file, a pipe or nothing at all; not a terminal. */
function isPlain(fd: number): boolean {
  try {
    const status = fstatSync(fd);
    if (status.isCharacterDevice()) return status.rdev === statSync('/dev/null').rdev;
    return status.isFile() || status.isFIFO() || status.isSocket();
  } catch {
    return false;
  }
}

/** Writes as much as is taken now, and returns the rest. */
function writeNow(fd: number, bytes: Buffer): Buffer {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
  } catch (error) {
    if (!hasCode(error, 'EAGAIN')) endAtClosedPipe(error);
  }
  return rest;
}

/** A reader that has seen enough, such as `head`, closes the pipe: that is no failure. */
function endAtClosedPipe(error: unknown): void {
  if (!hasCode(error, 'EPIPE')) throw error;
  process.exit();
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
