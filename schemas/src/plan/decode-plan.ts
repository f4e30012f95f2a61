import type { ValidationError } from '../base/validator.ts';
import type { Plan } from '../generated/plan-types.ts';
import { validatePlan } from '../generated/plan-validator.ts';
import { readOrigin } from './find-origin.ts';
import { badPlanValue, malformedPlan, notAPlan, otherVersion, type PlanProblem } from './plan-problem.ts';
import { describeDemand, describeJson, dottedPointer } from './plan-words.ts';
import { type ReportProblem, resolveDeferred } from './resolve-deferred.ts';

/** The version of the plan format that `decodePlan` reads. */
export const planVersion = 1;

/** More problems than this help nobody. */
const mostProblems = 100;

/** What decoding a plan depends on beside the plan. */
export interface DecodeOptions {
  /** The environment variables that the plan's deferred values are taken from. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A plan that can be run, or every reason why there is none. */
export type DecodedPlan =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problems: readonly PlanProblem[] };

/**
 * Makes a plan out of parsed JSON: puts the environment's values in place of the deferred ones, then validates. Total: for
 * anything that is not a plan it says why. The input is not changed.
 */
export function decodePlan(json: unknown, { env }: DecodeOptions): DecodedPlan {
  const problems: PlanProblem[] = [];
  const reportProblem: ReportProblem = (kind, pointer, ...args) => {
    const origin = readOrigin(json, pointer);
    problems.push({
      code: kind.code,
      message: kind.message(...args),
      pointer,
      ...(origin === undefined ? {} : { origin }),
    });
  };

  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    reportProblem(notAPlan, '', `it is ${describeJson(json)}, and a plan is an object`);
    return { ok: false, problems };
  }
  const version: unknown = Object.getOwnPropertyDescriptor(json, 'version')?.value;
  if (version !== planVersion) {
    if (version === undefined) reportProblem(notAPlan, '', 'it has no `version`');
    else reportProblem(otherVersion, '/version', describeJson(version), planVersion);
    return { ok: false, problems };
  }

  const resolved = resolveDeferred(json, env, reportProblem);
  const unresolved = new Set(problems.map(({ pointer }) => pointer));
  const isValid = isPlan(resolved);
  if (isValid && problems.length === 0) return { ok: true, plan: resolved };
  for (const error of isValid ? [] : errorsOfLastCheck()) {
    if (problems.length >= mostProblems) break;
    if (!unresolved.has(error.instancePath)) reportError(error, resolved, reportProblem);
  }
  return { ok: false, problems };
}

const isPlan = (json: unknown): json is Plan => validatePlan(json);

/** Of a value, the first error says enough; of keys, each that is missing or unknown is told. */
function* errorsOfLastCheck(): Generator<ValidationError> {
  const seen = new Set<string>();
  for (const error of validatePlan.errors ?? []) {
    if (seen.has(error.instancePath)) continue;
    if (error.keyword !== 'required' && error.keyword !== 'additionalProperties') seen.add(error.instancePath);
    yield error;
  }
}

function reportError(error: ValidationError, json: unknown, reportProblem: ReportProblem): void {
  const pointer = error.instancePath;
  const key = dottedPointer(pointer);
  const table = pointer === '' ? 'The plan' : `\`${key}\``;
  if (error.keyword === 'required') {
    reportProblem(malformedPlan, pointer, table, `lacks \`${String(error.params['missingProperty'])}\``);
  } else if (error.keyword === 'additionalProperties') {
    const unknown = String(error.params['additionalProperty']);
    reportProblem(malformedPlan, pointer, table, `has \`${unknown}\`, which no plan has`);
  } else {
    reportProblem(badPlanValue, pointer, key, describeDemand(error), describeJson(valueAt(json, pointer)));
  }
}

function valueAt(json: unknown, pointer: string): unknown {
  let value = json;
  for (const part of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return value;
}
