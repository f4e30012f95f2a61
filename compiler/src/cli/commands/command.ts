import type { Command } from 'commander';
import type { ExitCode } from '../io/exit-code.ts';
import type { Shell } from '../io/shell.ts';

export type { ExitCode } from '../io/exit-code.ts';

/** A command of tsk-compile. `declare` adds it to the program; its action tells `finish` how it ended. */
export interface CliCommand {
  readonly name: string;
  readonly declare: (program: Command, shell: Shell, finish: (code: ExitCode) => void) => void;
}
