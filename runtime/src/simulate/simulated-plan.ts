import type { Plan } from '@tsk/schemas/plan';

/** The parts of a plan that a simulation looks at. */
export type SimulatedPlan = Pick<Plan, 'scaling' | 'service' | 'instances' | 'simulation'>;
