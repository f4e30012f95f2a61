import { type Command, Option } from 'commander';

/** What the help of a command says after its options. */
export interface CommandNotes {
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  readonly exitCodes: readonly (readonly [code: number, meaning: string])[];
}

/** Adds examples and exit codes to the help of a command. */
export function describeCommand(command: Command, { examples, exitCodes }: CommandNotes): void {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = [
    '',
    'Examples:',
    ...examples.map(([line, does]) => `  ${line.padEnd(width)}  ${does}`),
    '',
    'Exit codes:',
    ...exitCodes.map(([code, meaning]) => `  ${code}  ${meaning}`),
    '',
  ];
  command.addHelpText('after', lines.join('\n'));
}

/** `--no-ignore`: take what `.gitignore` leaves out as well. */
export function ignoreOption(): Option {
  return new Option('--no-ignore', 'take files of folders and patterns even where .gitignore leaves them out');
}
