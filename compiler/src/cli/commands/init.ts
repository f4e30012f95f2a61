import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Option } from 'commander';
import { templates } from '../init/templates/index.ts';
import { CliFailure } from '../io/cli-failure.ts';
import { shownPath } from '../io/collect-files.ts';
import type { Shell } from '../io/shell.ts';
import { writeAtomically } from '../io/write-atomically.ts';
import type { CliCommand, ExitCode } from './command.ts';
import { describeCommand } from './describe-command.ts';

interface InitOptions {
  readonly template: string;
  readonly list?: true;
  readonly force?: true;
}

/** `tsk-compile init FOLDER`: a small project to start from. */
export const init: CliCommand = {
  name: 'init',
  declare(program, shell, finish) {
    const names = templates.map(({ name }) => name);
    const command = program
      .command('init')
      .summary('write a small project to start from')
      .description('Writes a small project that passes every check. Leaves alone what is there already.')
      .argument('[folder]', 'where to write; it gives the service its name', '.')
      .addOption(new Option('--template <name>', 'what to start from').choices(names).default(names[0]))
      .option('--list', 'list the templates, and write nothing')
      .option('--force', 'replace files that are there already')
      .action(async (folder: string, options: InitOptions) => finish(await runInit(shell, folder, options)));
    describeCommand(command, {
      examples: [
        ['tsk-compile init shop', 'a web service of the name shop, in the folder shop'],
        ['tsk-compile init shop --template full', 'with a file for each subject'],
        ['tsk-compile init --list', 'what there is to start from'],
      ],
      exitCodes: [
        [0, 'written, or listed'],
        [2, 'wrong usage, files that are there already, or a folder that cannot be written'],
      ],
    });
  },
};

async function runInit(shell: Shell, folder: string, options: InitOptions): Promise<ExitCode> {
  if (options.list === true) {
    const width = Math.max(...templates.map(({ name }) => name.length));
    for (const { name, summary } of templates) shell.out.write(`${name.padEnd(width)}  ${summary}\n`);
    return 0;
  }
  const template = templates.find(({ name }) => name === options.template);
  if (template === undefined) throw new CliFailure(`There is no template '${options.template}'.`);
  const files = template.files(serviceName(resolve(shell.cwd, folder)));
  const there = files
    .filter(({ path }) => existsSync(resolve(shell.cwd, folder, path)))
    .map(({ path }) => join(folder, path));
  if (there.length > 0 && options.force !== true) {
    throw new CliFailure(
      `Nothing is written, since there already is ${there.join(', ')}; name another folder, or add --force to replace them.`,
    );
  }
  for (const { path, text } of files) {
    await writeAtomically(shell, join(folder, path), text);
    shell.out.write(`wrote ${shownPath(join(folder, path), shell.cwd)}\n`);
  }
  shell.err.write(describeNext(folder));
  return 0;
}

/** The name of the folder, as far as a service may be called so. */
function serviceName(folder: string): string {
  const name = basename(folder)
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 60);
  return name === '' ? 'service' : name;
}

function describeNext(folder: string): string {
  const lines = [
    [`tsk-compile check ${folder}`, 'what is wrong, or will hurt'],
    [`tsk-compile preview ${folder}`, 'how it will scale'],
    [`tsk-compile ${folder} -o plan.json`, 'compile it, for tsk-run plan.json'],
  ] as const;
  const width = Math.max(...lines.map(([line]) => line.length));
  return `\nNext:\n${lines.map(([line, does]) => `  ${line.padEnd(width)}  ${does}\n`).join('')}`;
}
