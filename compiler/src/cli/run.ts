import { Command, CommanderError } from 'commander';
import type { ExitCode } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { CliFailure } from './io/cli-failure.ts';
import type { Shell } from './io/shell.ts';
import { version } from './version.ts';

const examples = `
Where no command is named, build runs; tsk-compile help build lists its options.

Examples:
  tsk-compile config/ -o plan.json           compile all .tsk files of a folder
  tsk-compile 'config/**/*.tsk' > plan.json  the same for a pattern
  tsk-compile check config/                  report what is wrong or will hurt
  tsk-compile check --format json config/    the same for programs
  tsk-compile eval service.tsk               print the data of a file as JSON
  tsk-compile get service.name config/       print one value, and where it comes from

Exit codes:
  0  no findings at or above --fail-level
  1  findings: errors, or what --fail-level asks for
  2  wrong usage, or a file that cannot be read or written
`;

/** Runs the command with its arguments. Returns how it ended; throws only where there is a bug. */
export async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Command('tsk-compile')
    .description('Compiles .tsk configurations into plans, and reports what is wrong with them.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', examples)
    .showHelpAfterError('Run tsk-compile --help to see how it is used.')
    .exitOverride()
    .configureOutput({ writeOut: shell.out.write, writeErr: shell.err.write });
  for (const command of commands) {
    command.declare(program, shell, (ended) => {
      code = ended;
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CliFailure)) throw error;
    shell.err.write(`error: ${error.message}\n`);
    return 2;
  }
}
