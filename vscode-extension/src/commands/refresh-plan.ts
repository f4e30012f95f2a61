import type { Command } from './command.ts';

/** Asks for the plan again, and reads the last commit again. */
export const refreshPlan: Command = {
  id: 'tsk.refreshPlan',
  run: ({ plan }) => plan.refresh(),
};
