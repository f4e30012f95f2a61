import { Argument } from 'commander';
import { renderBash } from '../completions/bash.ts';
import { readCommandTree } from '../completions/command-tree.ts';
import { renderFish } from '../completions/fish.ts';
import { renderZsh } from '../completions/zsh.ts';
import type { CliCommand } from './command.ts';
import { describeCommand } from './describe-command.ts';

const renderers = { bash: renderBash, zsh: renderZsh, fish: renderFish } as const;

type ShellName = keyof typeof renderers;

/** `tsk-compile completions SHELL`: a script that completes commands, options, values and names of files. */
export const completions: CliCommand = {
  name: 'completions',
  declare(program, shell, finish) {
    const command = program
      .command('completions')
      .summary('print a script that completes the command line')
      .description('Prints a script that completes commands, options, their values and names of files.')
      .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(renderers)))
      .action((name: ShellName) => {
        shell.out.write(renderers[name](readCommandTree(program)));
        finish(0);
      });
    describeCommand(command, {
      examples: [
        ['source <(tsk-compile completions bash)', 'in ~/.bashrc'],
        ['source <(tsk-compile completions zsh)', 'in ~/.zshrc, after compinit'],
        ['tsk-compile completions fish | source', 'in ~/.config/fish/config.fish'],
      ],
      exitCodes: [
        [0, 'printed'],
        [2, 'wrong usage'],
      ],
    });
  },
};
