import type { CommandShape, OptionShape } from './command-tree.ts';

/** The completion of zsh, with what each command and option is for. */
export function renderZsh(commands: readonly CommandShape[]): string {
  const list = commands.flatMap(({ names, summary }) => names.map((name) => `    ${quote(`${name}:${summary}`)}`));
  return `#compdef tsk-compile
# zsh completion of tsk-compile. Load it with: source <(tsk-compile completions zsh)
_tsk_compile() {
  local -a commands
  commands=(
${list.join('\n')}
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe command commands
    _files
    return
  fi
  case $words[2] in
${commands
  .slice(1)
  .map((command) => renderCommand(command, command.names.join('|'), true))
  .join('\n')}
${commands
  .slice(0, 1)
  .map((command) => renderCommand(command, '*', false))
  .join('\n')}
  esac
}
compdef _tsk_compile tsk-compile
`;
}

function renderCommand(
  { names, options, choices, takesFiles }: CommandShape,
  pattern: string,
  isNamed: boolean,
): string {
  const values = choices.length > 0 ? [quote(`*:value:(${choices.join(' ')})`)] : takesFiles ? ["'*:file:_files'"] : [];
  const specs = [...options.flatMap(renderOption), ...values].map((spec) => `        ${spec}`).join(' \\\n');
  // Named commands take the place of the program, so that only what follows them is looked at.
  const shift = isNamed
    ? 'shift words; (( CURRENT-- ))'
    : `[[ $words[2] == ${names[0]} ]] && { shift words; (( CURRENT-- )); }`;
  return `    ${pattern})
      ${shift}
      _arguments \\
${specs} ;;`;
}

function renderOption({ flags, description, takesValue, choices }: OptionShape): readonly string[] {
  const text = description.replaceAll(/[[\]:]/g, (character) => `\\${character}`);
  const value = !takesValue ? '' : choices.length > 0 ? `:value:(${choices.join(' ')})` : ':file:_files';
  return flags.map((flag) => quote(`${flag}[${text}]${value}`));
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
