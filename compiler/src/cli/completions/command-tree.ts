import type { Command } from 'commander';

/** What can follow a command on the command line. */
export interface CommandShape {
  /** Its name and the other names that it goes by. */
  readonly names: readonly string[];
  readonly summary: string;
  readonly options: readonly OptionShape[];
  /** Values that its arguments can have; where there are none, files. */
  readonly choices: readonly string[];
  /** Whether its arguments are files. */
  readonly takesFiles: boolean;
}

/** An option of a command. */
export interface OptionShape {
  readonly flags: readonly string[];
  readonly description: string;
  /** Whether another word follows, its value. */
  readonly takesValue: boolean;
  /** The values it can have; where there are none, files. */
  readonly choices: readonly string[];
}

/** The commands of a program with their options and arguments, as the program declares them. */
export function readCommandTree(program: Command): readonly CommandShape[] {
  return program.commands.map((command) => ({
    names: [command.name(), ...command.aliases()],
    summary: command.summary(),
    options: [...command.options.map(readOption), help],
    choices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
    takesFiles: command.registeredArguments.some((argument) => fileArguments.test(argument.name())),
  }));
}

const fileArguments = /^(?:files?|folder)$/;

const help: OptionShape = { flags: ['--help'], description: 'print this help', takesValue: false, choices: [] };

function readOption(option: Command['options'][number]): OptionShape {
  return {
    flags: [option.long, option.short].filter((flag) => flag !== undefined && flag !== null),
    description: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
  };
}
