import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { Log } from '../monitor/log.ts';
import { InstanceStartError } from './instance.ts';

/** A program to run: no shell has a part in it. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly workingDirectory: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How a child process ended. */
interface ChildExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A child process in a process group of its own, which its children belong to as well. */
export interface Child {
  readonly pid: number;
  /** Settles when the process has ended. */
  readonly exited: Promise<ChildExit>;
  /** Signals the whole group; nothing happens where it has gone. */
  signal(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** Starts a program; its output goes to the log line by line. Rejects with `InstanceStartError` where it cannot be started. */
export function startChild(program: Program, log: Log): Promise<Child> {
  const child = spawn(program.command, program.args, {
    env: program.env,
    ...(program.workingDirectory === null ? {} : { cwd: program.workingDirectory }),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<ChildExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  copyLines(child.stdout, (line) => log.info(line));
  copyLines(child.stderr, (line) => log.warn(line));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(explainStartError(program, error)));
    child.once('spawn', () => resolve(childOf(child, exited)));
  });
}

/** Asks the child to end and insists after `timeoutMs`; resolves when it has gone. */
export async function stopChild(child: Child, timeoutMs: number, clock: Clock): Promise<void> {
  child.signal('SIGTERM');
  const timer = clock.after(timeoutMs, () => child.signal('SIGKILL'));
  await child.exited;
  timer.cancel();
}

function childOf(child: ChildProcess, exited: Promise<ChildExit>): Child {
  const pid = child.pid;
  if (pid === undefined) throw new Error('a process that was spawned has an id');
  return { pid, exited, signal: (signal) => signalGroup(pid, signal) };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!isErrno(error, 'ESRCH') && !isErrno(error, 'EPERM')) throw error;
  }
}

function copyLines(stream: Readable, write: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', write);
}

function explainStartError({ command, workingDirectory }: Program, error: Error): InstanceStartError {
  const options = { cause: error };
  if (isErrno(error, 'ENOENT') && workingDirectory !== null && !existsSync(workingDirectory)) {
    return new InstanceStartError(
      `the folder "${workingDirectory}" to start "${command}" in does not exist; create it or correct its name`,
      options,
    );
  }
  if (isErrno(error, 'ENOENT')) {
    return new InstanceStartError(
      `there is no program "${command}"; install it, or give its full path or a name that is on the PATH`,
      options,
    );
  }
  if (isErrno(error, 'EACCES')) {
    return new InstanceStartError(
      `"${command}" may not be run; make it executable (chmod +x) or start it through its interpreter`,
      options,
    );
  }
  return new InstanceStartError(`"${command}" cannot be started: ${error.message}`, options);
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
