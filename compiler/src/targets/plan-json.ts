import { encodePlan } from '@tsk/schemas/plan';
import type { Target } from './target.ts';

/** The plan itself, as the runtime reads it. */
export const planJson: Target = {
  name: 'plan-json',
  summary: 'The plan as JSON, for tsk-run.',
  emit: (plan) => [{ path: 'plan.json', text: encodePlan(plan) }],
};
