import type { Plan } from '@tsk/schemas/plan';
import { type PreviewRequest, type PreviewResult, runPreview } from '../../../runtime/src/simulate/index.ts';
import { testPlan } from '../admin/plan.ts';
import { pressurePlan } from './support.ts';

/** A whole plan with the rule `pressure` on the CPU. */
export const wholePlan: Plan = { ...testPlan, ...pressurePlan };

/** The preview of a plan; fails with what was said where there is none. */
export function previewOf(request: PreviewRequest, plan: Plan = wholePlan): PreviewResult {
  const outcome = runPreview(plan, request);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.result;
}

/** A burst that the plan is too slow for. */
export const burst: PreviewRequest = { load: { kind: 'shape', shape: 'flash_crowd' }, durationMs: 4 * 3_600_000 };
