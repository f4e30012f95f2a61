import type { OriginPlace } from './find-origin.ts';

/** Something that keeps a plan from being run. */
export interface PlanProblem {
  /** `TSK7` and three digits; each has a page `docs/diagnostics/<code>.md`. */
  readonly code: string;
  /** One sentence that says what is wrong. */
  readonly message: string;
  /** JSON pointer into the plan. */
  readonly pointer: string;
  /** Where the value was written, as far as the plan knows. */
  readonly origin?: OriginPlace;
}

/** One entry of the catalogue of problems: what is the same for each of the kind. */
export interface PlanProblemKind<Args extends readonly unknown[] = readonly never[]> {
  readonly code: string;
  readonly mnemonic: string;
  readonly title: string;
  readonly message: (...args: Args) => string;
}

export const notAPlan: PlanProblemKind<[found: string]> = {
  code: 'TSK7001',
  mnemonic: 'E_NOT_A_PLAN',
  title: 'Not a plan',
  message: (found) => `This is not a plan: ${found}.`,
};

export const otherVersion: PlanProblemKind<[found: string, read: number]> = {
  code: 'TSK7002',
  mnemonic: 'E_PLAN_VERSION',
  title: 'Plan of another version',
  message: (found, read) => `This is a plan of version ${found}; this runtime reads version ${read}. Compile it again.`,
};

export const malformedPlan: PlanProblemKind<[table: string, what: string]> = {
  code: 'TSK7003',
  mnemonic: 'E_PLAN_KEYS',
  title: 'Plan with missing or unknown keys',
  message: (table, what) => `${table} ${what}.`,
};

export const badPlanValue: PlanProblemKind<[key: string, expected: string, found: string]> = {
  code: 'TSK7004',
  mnemonic: 'E_PLAN_VALUE',
  title: 'Plan value that cannot be used',
  message: (key, expected, found) => `\`${key}\` must be ${expected}, not ${found}.`,
};

export const variableUnset: PlanProblemKind<[key: string, variable: string]> = {
  code: 'TSK7005',
  mnemonic: 'E_VARIABLE_UNSET',
  title: 'Environment variable that is not set at the start',
  message: (key, variable) =>
    `\`${key}\` needs the environment variable ${variable}, which is not set and has no default.`,
};

export const variableUnfit: PlanProblemKind<[key: string, expected: string, variable: string]> = {
  code: 'TSK7006',
  mnemonic: 'E_VARIABLE_VALUE',
  title: 'Environment variable that does not fit at the start',
  message: (key, expected, variable) =>
    `\`${key}\` must be ${expected}, and the environment variable ${variable} is not.`,
};

/** Every kind of problem that decoding a plan can find, in the order of their codes. */
export const planProblemKinds: readonly Omit<PlanProblemKind, 'message'>[] = [
  notAPlan,
  otherVersion,
  malformedPlan,
  badPlanValue,
  variableUnset,
  variableUnfit,
];
