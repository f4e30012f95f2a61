import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CliFailure, describeSystemError } from './cli-failure.ts';
import { stdinArgument } from './collect-files.ts';
import type { Shell } from './shell.ts';

/** Reads a file, or standard input for `-`. Text that is not UTF-8 is refused: nothing could be said about it truly. */
export async function readText(shell: Shell, file: string): Promise<string> {
  const bytes = file === stdinArgument ? await buffer(shell.stdin) : readBytes(shell, file);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const name = file === stdinArgument ? 'Standard input' : `'${file}'`;
    throw new CliFailure(`${name} is not UTF-8 text; save it as UTF-8.`, { cause });
  }
}

/** Reads at once, and not by a thread: of thousands of small files, each would cost several times as much to wait for. */
function readBytes(shell: Shell, file: string): Uint8Array {
  try {
    return readFileSync(resolve(shell.cwd, file));
  } catch (cause) {
    throw new CliFailure(`'${file}' cannot be read: ${describeSystemError(cause)}.`, { cause });
  }
}
