import { build } from './build.ts';
import { check } from './check.ts';
import type { CliCommand } from './command.ts';
import { evalCommand } from './eval.ts';
import { fmt } from './fmt.ts';
import { get } from './get.ts';
import { preview } from './preview.ts';

/** Every command, in the order of the help. */
export const commands: readonly CliCommand[] = Object.freeze([build, check, evalCommand, fmt, get, preview]);
