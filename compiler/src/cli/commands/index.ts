import { build } from './build.ts';
import { check } from './check.ts';
import type { CliCommand } from './command.ts';
import { evalCommand } from './eval.ts';

/** Every command, in the order of the help. */
export const commands: readonly CliCommand[] = Object.freeze([build, check, evalCommand]);
