import { Command, CommanderError } from 'commander';
import { type CommandEntry, commands } from './commands/index.ts';
import { CliFailure } from './io/cli-failure.ts';
import type { ExitCode } from './io/exit-code.ts';
import type { Shell } from './io/shell.ts';
import { version } from './version.ts';

const notes = `
Where no command is named, build runs. tsk-compile help COMMAND lists the options of a command.

Examples:
  tsk-compile init shop                      write a small project to start from
  tsk-compile config/ -o plan.json           compile all .tsk files of a folder
  tsk-compile check config/                  report what is wrong or will hurt
  tsk-compile explain TSK5106                what a finding means, and what to do
  tsk-compile plan config/ --against main    what a change does to capacity, cost, availability, security
  tsk-compile get service.name config/       print one value, and where it comes from

Exit codes:
  0   no findings at or above --fail-level
  1   findings: errors, or what --fail-level asks for
  2   wrong usage, or a file that cannot be read or written
  3   breaking changes (plan --against)
  70  a bug in tsk-compile; the text says what to report
`;

/** Runs the command with its arguments. Returns how it ended; throws only where there is a bug. */
export async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Command('tsk-compile')
    .description('Compiles .tsk configurations into plans, and reports what is wrong with them.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', notes)
    .showHelpAfterError('Run tsk-compile --help to see how it is used.')
    .exitOverride()
    .configureOutput({ writeOut: shell.out.write, writeErr: shell.err.write });
  for (const { load, aliases } of chooseCommands(args)) {
    const { declare, name } = await load();
    declare(program, shell, (ended) => {
      code = ended;
    });
    const declared = program.commands.find((command) => command.name() === name);
    declared
      ?.aliases([...aliases])
      .helpOption('-h, --help', 'print this help')
      .showHelpAfterError(`Run tsk-compile ${name} --help to see how it is used.`);
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CliFailure)) throw error;
    shell.err.write(`error: ${error.message}\n${await suggestCommand(args)}`);
    return 2;
  }
}

/** Where a word that is no command was taken for a file: the command that may be meant. */
async function suggestCommand([first = '']: readonly string[]): Promise<string> {
  const names = commands.map(({ name }) => name);
  if (!/^[a-z]+$/.test(first) || names.includes(first)) return '';
  const { findNearest } = await import('@tsk/schemas');
  const meant = findNearest(first, names);
  return meant === undefined ? '' : `Did you mean the command '${meant}'? (tsk-compile ${meant} …)\n`;
}

/** The commands that the arguments need: the one that they begin with, the default one, or all where they ask for help. */
function chooseCommands(args: readonly string[]): readonly CommandEntry[] {
  const [first = '--help'] = args;
  if (first === '--version') return [];
  const named = commands.find(({ name, aliases }) => name === first || aliases.includes(first));
  if (named !== undefined) return named.needsAll === true ? commands : [named];
  return ['help', '--help', '-h'].includes(first) ? commands : commands.slice(0, 1);
}
