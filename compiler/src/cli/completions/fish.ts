import type { CommandShape, OptionShape } from './command-tree.ts';

/** The completion of fish, with what each command and option is for. */
export function renderFish(commands: readonly CommandShape[]): string {
  const all = commands.flatMap(({ names }) => names).join(' ');
  const lines = [
    '# fish completion of tsk-compile. Load it with: tsk-compile completions fish | source',
    'complete -c tsk-compile -f',
    ...commands.flatMap(({ names, summary }) =>
      names.map((name) => `complete -c tsk-compile -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`),
    ),
    'complete -c tsk-compile -n __fish_use_subcommand -F',
  ];
  for (const [index, { names, options, choices, takesFiles }] of commands.entries()) {
    const seen = `__fish_seen_subcommand_from ${names.join(' ')}`;
    // The options of the first command, which runs where none is named, are offered there as well.
    const when = index === 0 ? `${seen}; or not __fish_seen_subcommand_from ${all}` : seen;
    const given = `complete -c tsk-compile -n ${quote(when)}`;
    lines.push(...options.map((option) => `${given} ${renderOption(option)}`));
    if (choices.length > 0) lines.push(`${given} -a ${quote(choices.join(' '))}`);
    if (takesFiles) lines.push(`${given} -F`);
  }
  return `${lines.join('\n')}\n`;
}

function renderOption({ flags, description, takesValue, choices }: OptionShape): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const value = !takesValue ? '' : choices.length > 0 ? ` -x -a ${quote(choices.join(' '))}` : ' -r -F';
  return `${names.join(' ')}${value} -d ${quote(description)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
