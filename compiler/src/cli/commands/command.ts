import type { Command } from 'commander';
import type { Shell } from '../io/shell.ts';

/** How a command ended. 0: nothing to object to; 1: there are findings; 2: it could not do its work. */
export type ExitCode = 0 | 1 | 2;

/** A command of tsk-compile. `declare` adds it to the program; its action tells `finish` how it ended. */
export interface CliCommand {
  readonly name: string;
  readonly declare: (program: Command, shell: Shell, finish: (code: ExitCode) => void) => void;
}
