import type { Shell } from '../io/shell.ts';

const usual = 80;
const [least, most] = [60, 160];

/** Columns to lay out for: those of the terminal, or what COLUMNS says, within reason. */
export function layoutWidth({ env, out }: Shell): number {
  const said = Number(env['COLUMNS'] ?? '');
  const shown = out.isTerminal ? process.stdout.columns : undefined;
  const width = Number.isInteger(said) && said > 0 ? said : (shown ?? usual);
  return Math.min(most, Math.max(least, width));
}
