import type { Diagnostic } from '@tsk/parser';
import { applyRules } from './apply-rules.ts';
import { applySuppressions, type SuppressionInput } from './apply-suppressions.ts';
import type { SettingsLookup } from './project-settings.ts';

/** What findings are settled by. */
export interface SettleInput extends Omit<SuppressionInput, 'findings'> {
  readonly settings: SettingsLookup | undefined;
}

/** The findings that are reported of all that there are: the rules of `tsk.json` first, its overrides next, comments last. */
export function settleFindings(input: SettleInput): readonly Diagnostic[] {
  const { all, settings = () => undefined } = input;
  const { left, about } = applySuppressions({ ...input, findings: applyRules(all, settings) });
  return about.length === 0 ? left : [...left, ...applyRules(about, settings)];
}
