import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support.ts';

/** The bundle that users get. */
export const server = join(root, 'language-server', 'dist', 'server.js');

/** What the editors open: a misspelt key, and a variable that is used once. */
const document = `$limit = 30s

[load_balancing]
algoritm = "ip_hash"

[load_balancing.health_checks]
interval = $limit
`;

/** What an editor saw, step by step. */
export type Seen = Readonly<Record<string, unknown>>;

/** Why the tests of an editor are skipped: it is not installed. Undefined where it is. */
export function findReason(program: string): string | undefined {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
    ? undefined
    : `${program} is not installed`;
}

/** Runs an editor with a script that drives the server; fails with all that it said, where it does not end well. */
export async function drive(program: string, args: readonly string[]): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), 'tsk-editor-'));
  try {
    const file = join(folder, 'service.tsk');
    writeFileSync(file, document);
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...process.env, HOME: folder, TSK_FILE: file, TSK_SERVER: server, TSK_NODE: process.execPath },
      timeout: 100_000,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (code !== 0) throw new Error(`${program} ended with ${code ?? signal}:\n${stdout}\n${stderr}`);
    return readSteps(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readSteps(stdout: string): Seen {
  const lines = stdout.split('\n').filter((line) => line.startsWith('{"step"'));
  return Object.fromEntries(
    lines.map((line) => {
      const { step, value } = JSON.parse(line) as { readonly step: string; readonly value: unknown };
      return [step, value];
    }),
  );
}
