import { chmod, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliFailure, describeSystemError } from '../io/cli-failure.ts';
import type { Shell } from '../io/shell.ts';
import { writeAtomically } from '../io/write-atomically.ts';

/** Gives a file a new text, as a whole or not at all. A link stays a link, and what may be executed may be executed. */
export async function replaceFile(shell: Shell, file: string, text: string): Promise<void> {
  try {
    const path = await realpath(resolve(shell.cwd, file));
    const { mode } = await stat(path);
    await writeAtomically(shell, path, text);
    await chmod(path, mode);
  } catch (cause) {
    if (cause instanceof CliFailure) throw cause;
    throw new CliFailure(`'${file}' cannot be written: ${describeSystemError(cause)}.`, { cause });
  }
}
