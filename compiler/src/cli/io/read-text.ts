import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CliFailure, describeSystemError } from './cli-failure.ts';
import { stdinArgument } from './collect-files.ts';
import type { Shell } from './shell.ts';

/** Reads a file, or standard input for `-`. Text that is not UTF-8 is refused: nothing could be said about it truly. */
export async function readText(shell: Shell, file: string): Promise<string> {
  const bytes = file === stdinArgument ? await readStdin(shell) : readBytes(shell, file);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const name = file === stdinArgument ? 'Standard input' : `'${file}'`;
  throw new CliFailure(`${name} is not UTF-8 text; save it as UTF-8.`);
}

async function readStdin(shell: Shell): Promise<Buffer> {
  const { buffer } = await import('node:stream/consumers');
  return buffer(shell.stdin);
}

/** Reads at once, and not by a thread: of thousands of small files, each would cost several times as much to wait for. */
function readBytes(shell: Shell, file: string): Buffer {
  try {
    return readFileSync(resolve(shell.cwd, file));
  } catch (cause) {
    throw new CliFailure(`'${file}' cannot be read: ${describeSystemError(cause)}.`, { cause });
  }
}
