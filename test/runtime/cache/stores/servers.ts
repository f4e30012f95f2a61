import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { findFreePort } from '../../../../runtime/src/http/free-port.ts';

/** A server of a test, on a port of its own. */
export interface TestServer {
  readonly port: number;
  /** Kills it at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>;
}

/** Whether a program is installed here; tests that need it are skipped where it is not. */
export function isInstalled(program: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', `command -v ${program}`]);
    return true;
  } catch {
    return false;
  }
}

const COMMANDS: Readonly<Record<'redis-server' | 'memcached', (port: number) => readonly string[]>> = {
  'redis-server': (port) => ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
  memcached: (port) => ['-l', '127.0.0.1', '-p', String(port), '-U', '0', '-u', 'nobody'],
};

/** Starts a store and waits until it takes connections. */
export async function startServer(program: keyof typeof COMMANDS): Promise<TestServer> {
  const port = await findFreePort();
  let child = await start(program, port);
  return {
    port,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    restart: async () => {
      child = await start(program, port);
    },
  };
}

async function start(program: keyof typeof COMMANDS, port: number): Promise<ChildProcess> {
  const child = spawn(program, COMMANDS[program](port), { stdio: 'ignore' });
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await answers(port)) return child;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${program} does not listen on ${port}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Waits until `probe` holds, for at most 10 s. */
export async function eventually(what: string, probe: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if (await probe()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain until ${what}`);
}
