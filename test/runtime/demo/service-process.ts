import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../../../runtime/src/demo/service.ts', import.meta.url));

/** The program, whose output is read. */
type Program = ChildProcessByStdio<null, Readable, Readable>;

/** A running demo service. */
export interface DemoService {
  readonly url: string;
  readonly child: Program;
  stop(): Promise<void>;
}

/** Starts the program with these variables and nothing else. */
export function spawnService(env: Readonly<Record<string, string>>): Program {
  return spawn(process.execPath, [SOURCE], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Starts the demo service on a free port; it says which. */
export async function startService(env: Readonly<Record<string, string>> = {}): Promise<DemoService> {
  const child = spawnService({ PORT: '0', ...env });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const url = /http:\S+/.exec(line)?.[0];
  if (url === undefined) throw new Error(`the demo service said: ${line}`);
  return {
    url,
    child,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
