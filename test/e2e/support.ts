import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What a finished program has said. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of the built commands to its end. */
export async function runCommand(
  command: 'tsk-compile' | 'tsk-run',
  args: readonly string[],
  { cwd = root }: { readonly cwd?: string } = {},
): Promise<Finished> {
  const child = startCommand(command, args, cwd);
  const output = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output() };
}

/** A runtime that was started as a process of its own. */
export interface StartedRuntime {
  readonly url: string;
  readonly adminUrl: string;
  readonly pid: number;
  output(): string;
  /** Sends a signal and waits for the end; gives the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `tsk-run` on free ports and waits until all instances of its start serve. */
export async function startRuntime(plan: string, args: readonly string[] = []): Promise<StartedRuntime> {
  const own = args.indexOf('--') === -1 ? args.length : args.indexOf('--');
  const options = [plan, '--port', '0', '--admin-port', '0', ...args.slice(0, own), ...args.slice(own)];
  const child = startCommand('tsk-run', options, root);
  const output = collect(child);
  const said = (): string => output().stdout + output().stderr;
  const closed = once(child, 'close');
  const { url, adminUrl } = await until('tsk-run says where it listens', () => {
    if (child.exitCode !== null) throw new Error(`tsk-run has ended:\n${said()}`);
    const match = /Listening on (\S+), admin on (\S+)\./.exec(said());
    return match === null ? undefined : { url: match[1] ?? '', adminUrl: match[2] ?? '' };
  });
  await until('the instances serve', async () => {
    const { scaling } = await readStatus(adminUrl);
    return scaling.ready >= scaling.desired || undefined;
  });
  return {
    url,
    adminUrl,
    pid: child.pid ?? 0,
    output: said,
    async end(signal) {
      child.kill(signal);
      const [code] = (await closed) as [number | null];
      return code;
    },
  };
}

/** The parts of the status that the tests look at. */
export interface StatusSeen {
  readonly instances: readonly { readonly id: string; readonly pid: number; readonly state: string }[];
  readonly scaling: { readonly ready: number; readonly desired: number };
  readonly events: readonly {
    readonly kind: string;
    readonly reason: string;
    readonly from?: number;
    readonly to?: number;
  }[];
}

/** Asks a runtime how things stand. */
export async function readStatus(adminUrl: string): Promise<StatusSeen> {
  const { body } = await request(`${adminUrl}/status`);
  return (await body.json()) as StatusSeen;
}

/** Waits until `probe` gives something, for at most 20 s. */
export async function until<T>(what: string, probe: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    const found = await probe();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited 20 s in vain until ${what}`);
}

/** Clients that ask in a closed loop until they are stopped, and tell how that went. */
export interface Clients {
  /** Lets the requests under way finish; gives the statuses counted, and a message for each that failed. */
  stop(): Promise<{ readonly statuses: ReadonlyMap<number, number>; readonly failures: readonly string[] }>;
}

/** Starts clients that each send one GET after the other; the path may differ from request to request. */
export function startClients(url: string, count: number, path: (sent: number) => string): Clients {
  const dispatcher = new Agent({ connections: count, connect: { rejectUnauthorized: false } });
  const statuses = new Map<number, number>();
  const failures: string[] = [];
  let stopped = false;
  let sent = 0;
  const client = async (): Promise<void> => {
    while (!stopped) {
      try {
        const { statusCode, body } = await request(url + path(sent++), { dispatcher });
        const text = await body.text();
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
        if (statusCode !== 200) failures.push(`${statusCode}: ${text}`);
      } catch (error) {
        failures.push(String(error));
      }
    }
  };
  const running = Array.from({ length: count }, client);
  return {
    async stop() {
      stopped = true;
      await Promise.all(running);
      await dispatcher.close();
      return { statuses, failures };
    },
  };
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A folder for one test file, and how to remove it. */
export function makeScratch(): { readonly path: (name: string) => string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'tsk-e2e-'));
  return { path: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function startCommand(command: string, args: readonly string[], cwd: string): ChildProcess {
  const bin = join(root, command === 'tsk-compile' ? 'compiler' : 'runtime', 'bin', `${command}.js`);
  return spawn(process.execPath, [bin, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}

function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return () => ({ stdout, stderr });
}
