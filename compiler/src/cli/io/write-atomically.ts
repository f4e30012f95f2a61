import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CliFailure, describeSystemError } from './cli-failure.ts';
import type { Shell } from './shell.ts';

/**
 * Writes a file as a whole or not at all: into a temporary file beside it, which then takes its name. Whoever reads the
 * file meanwhile sees the old content or the new one.
 */
export async function writeAtomically(shell: Shell, file: string, content: string | Uint8Array): Promise<void> {
  const path = resolve(shell.cwd, file);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    if (await isFolder(path))
      throw new CliFailure(`'${file}' is a folder; name a file, such as ${join(file, 'plan.json')}.`);
    await mkdir(dirname(path), { recursive: true });
    await writeDurably(temporary, content);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (cause instanceof CliFailure) throw cause;
    throw new CliFailure(`'${file}' cannot be written: ${describeSystemError(cause)}.`, { cause });
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}

async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
