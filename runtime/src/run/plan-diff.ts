import type { Plan } from '@tsk/schemas/plan';

/** What a new plan changes, as dotted names of plan values such as `balancing.algorithm`. */
export interface PlanDiff {
  /** What takes effect without a restart. */
  readonly applied: readonly string[];
  /** What stays as it is until the runtime is started anew. */
  readonly needsRestart: readonly string[];
}

/** Parts that a running runtime can exchange; a part covers what is in it. */
const exchangeable: readonly string[] = [
  'instances',
  'limits',
  'scaling',
  'balancing.enabled',
  'balancing.algorithm',
  'balancing.algorithms',
  'balancing.hashKey',
  'balancing.slowStart',
  'balancing.health',
  'balancing.outliers',
  'balancing.panicRatio',
  'balancing.maxRequestsPerInstance',
  'balancing.queue',
  'balancing.tls.certificate',
  'balancing.tls.privateKey',
  'server.accessLog',
  'server.accessLogFormat',
];

/** Parts that say nothing about what the runtime does. */
const silent: readonly string[] = ['version', 'sources', 'origins', 'simulation'];

/** Compares two plans. */
export function diffPlans(before: Plan, after: Plan): PlanDiff {
  const changed = [...listChanges(before, after, [])];
  const canApply = (path: string): boolean => exchangeable.some((part) => path === part || path.startsWith(`${part}.`));
  return {
    applied: changed.filter(canApply),
    needsRestart: changed.filter((path) => !canApply(path)),
  };
}

/** The values that differ; a list counts as one. */
function* listChanges(before: unknown, after: unknown, path: readonly string[]): Generator<string> {
  if (silent.includes(path.join('.')) || JSON.stringify(before) === JSON.stringify(after)) return;
  if (!isTable(before) || !isTable(after)) {
    yield path.join('.');
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    yield* listChanges(before[key], after[key], [...path, key]);
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
