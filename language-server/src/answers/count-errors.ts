import type { Configuration } from '../workspace/workspace.ts';

/** How many errors a configuration has. */
export function countErrors({ analysis }: Configuration): number {
  return analysis.diagnostics.filter(({ severity }) => severity === 'error').length;
}
