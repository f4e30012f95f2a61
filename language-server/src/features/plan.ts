import { makePlan } from '../answers/make-plan.ts';
import { isRecord, refuseParams } from '../answers/refuse-params.ts';
import { answer, type Feature } from '../feature.ts';
import { PlanRequest } from '../requests.ts';

/** The plan that a configuration compiles to, with the places of its values. */
export const plan: Feature = {
  name: 'plan',
  capabilities: () => ({ experimental: { tsk: { plan: true } } }),
  requests: [
    answer(PlanRequest, null, (given: unknown, { workspace }) => {
      if (isRecord(given) && typeof given['uri'] === 'string') return makePlan(workspace, given['uri']);
      return refuseParams('tsk/plan takes an object with the `uri` of a document.');
    }),
  ],
};
