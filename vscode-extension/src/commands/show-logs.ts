import type { Command } from './command.ts';

/** Shows the output channel of the extension and its server. */
export const showLogs: Command = {
  id: 'tsk.showLogs',
  run: ({ log }) => log.show(),
};
