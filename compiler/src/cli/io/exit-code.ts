/**
 * How a command ended. 0: nothing to object to; 1: there are findings; 2: it could not do its work; 3: a change of the plan
 * that breaks what was promised. A bug of ours ends it with 70, outside of any command.
 */
export type ExitCode = 0 | 1 | 2 | 3;

/** The exit code of a bug of ours: `EX_SOFTWARE` of sysexits.h. */
export const bugExitCode = 70;
