export { type CoercionTarget, coerceText } from '../base/coerce.ts';
export type { DeferredSetting } from '../base/deferred.ts';
export type * from '../generated/plan-types.ts';
export { type DecodedPlan, type DecodeOptions, decodePlan, planVersion } from './decode-plan.ts';
export { encodePlan, type Unresolved } from './encode-plan.ts';
export { findOrigin, type OriginPlace } from './find-origin.ts';
export { type PlanProblem, type PlanProblemKind, planProblemKinds } from './plan-problem.ts';
