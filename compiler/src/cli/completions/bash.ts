import type { CommandShape } from './command-tree.ts';

/** The completion of bash: commands, options, their values, and names of files. */
export function renderBash(commands: readonly CommandShape[]): string {
  const names = commands.flatMap((command) => command.names).join(' ');
  return `# bash completion of tsk-compile. Load it with: source <(tsk-compile completions bash)
_tsk_compile() {
  local current previous command word options values files
  current="\${COMP_WORDS[COMP_CWORD]}"
  previous="\${COMP_WORDS[COMP_CWORD-1]}"
  command=build
  if (( COMP_CWORD > 1 )); then
    case "\${COMP_WORDS[1]}" in
${commands.map(({ names: [name = '', ...others] }) => `      ${[name, ...others].join('|')}) command=${name} ;;`).join('\n')}
    esac
  fi
  values="" options="" word="" files=""
  case "$command" in
${commands.map(renderCommand).join('\n')}
  esac
  COMPREPLY=()
  if [[ -n $word && -z $values ]]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY=( $(compgen -f -- "$current") )
  elif [[ -n $word ]]; then
    COMPREPLY=( $(compgen -W "$values" -- "$current") )
  elif [[ $current == -* ]]; then
    COMPREPLY=( $(compgen -W "$options" -- "$current") )
  else
    (( COMP_CWORD == 1 )) && COMPREPLY=( $(compgen -W "${names} help" -- "$current") )
    [[ -n $values ]] && COMPREPLY+=( $(compgen -W "$values" -- "$current") )
    if [[ -n $files ]]; then
      compopt -o filenames 2>/dev/null
      COMPREPLY+=( $(compgen -f -- "$current") )
    fi
  fi
}
complete -F _tsk_compile tsk-compile
`;
}

function renderCommand({ names: [name], options, choices, takesFiles }: CommandShape): string {
  const flags = options.flatMap((option) => option.flags).join(' ');
  const values = options
    .filter(({ takesValue }) => takesValue)
    .map((option) => `        ${option.flags.join('|')}) word=1 values='${option.choices.join(' ')}' ;;`);
  return `    ${name})
      options='${flags}' files='${takesFiles ? '1' : ''}'
      case "$previous" in
${values.length === 0 ? `        --) ;;` : values.join('\n')}
        *) values='${choices.join(' ')}' ;;
      esac ;;`;
}
