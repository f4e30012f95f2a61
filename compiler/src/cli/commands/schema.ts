import { Argument } from 'commander';
import { exportedSchemas } from '../../schema-export/exported-schemas.ts';
import { CliFailure } from '../io/cli-failure.ts';
import type { Shell } from '../io/shell.ts';
import { writeAtomically } from '../io/write-atomically.ts';
import type { CliCommand, ExitCode } from './command.ts';
import { describeCommand } from './describe-command.ts';

interface SchemaOptions {
  readonly output: string;
}

/** `tsk-compile schema NAME`: a JSON Schema for editors and other tools. */
export const schema: CliCommand = {
  name: 'schema',
  declare(program, shell, finish) {
    const names = exportedSchemas.map(({ name }) => name);
    const command = program
      .command('schema')
      .summary('print a JSON Schema for other tools')
      .description(
        `Prints a JSON Schema (2020-12) in one piece.\n${exportedSchemas.map(({ name, summary }) => `  ${name.padEnd(9)} ${summary}`).join('\n')}`,
      )
      .addArgument(new Argument('[name]', 'which schema').choices(names).default('config'))
      .option('-o, --output <file>', 'file to write; - is standard output', '-')
      .action(async (name: string, options: SchemaOptions) => finish(await runSchema(shell, name, options)));
    describeCommand(command, {
      examples: [
        ['tsk-compile schema > tsk.schema.json', 'the settings of .tsk files'],
        ['tsk-compile schema settings -o tsk-json.schema.json', 'for "$schema" in tsk.json'],
      ],
      exitCodes: [
        [0, 'printed or written'],
        [2, 'wrong usage, or a file that cannot be written'],
      ],
    });
  },
};

async function runSchema(shell: Shell, name: string, { output }: SchemaOptions): Promise<ExitCode> {
  const found = exportedSchemas.find((one) => one.name === name);
  if (found === undefined) throw new CliFailure(`There is no schema '${name}'.`);
  const text = `${JSON.stringify(found.make(), null, 2)}\n`;
  if (output === '-') shell.out.write(text);
  else await writeAtomically(shell, output, text);
  return 0;
}
