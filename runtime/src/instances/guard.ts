import { spawn } from 'node:child_process';

/** Sees to it that process groups do not outlive the runtime, however it ends. */
export interface Guard {
  watch(groupId: number): void;
  release(groupId: number): void;
  /** Ends the guard without harm to the groups that it still watches. */
  close(): void;
}

/**
 * Reads `add ID` and `del ID` from its standard input. Its end, which the kernel brings about even where the runtime was
 * killed, makes it kill every group that is left.
 */
const script = `
groups=
while read -r word id; do
  case $word in
    add) groups="$groups $id" ;;
    del) left=; for group in $groups; do [ "$group" = "$id" ] || left="$left $group"; done; groups=$left ;;
    end) exit 0 ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

/**
 * Starts a guard: one small shell process in a session of its own, so that Ctrl-C does not reach it. Where there is no
 * POSIX shell, a guard that does nothing; instances are then ended on every way out but the sudden death of the runtime.
 */
export function startGuard(): Guard {
  const shell = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  let alive = true;
  const end = (): void => {
    alive = false;
  };
  shell.once('error', end);
  shell.once('exit', end);
  shell.stdin.on('error', end);
  shell.unref();
  const say = (line: string): void => {
    if (alive) shell.stdin.write(`${line}\n`);
  };
  return {
    watch: (groupId) => say(`add ${groupId}`),
    release: (groupId) => say(`del ${groupId}`),
    close: () => say('end'),
  };
}
