import { existsSync, readFileSync } from 'node:fs';
import type { DirectionRules } from '../../runtime/src/autoscale/hpa/behavior.ts';
import type { Pod, PodSamples } from '../../runtime/src/autoscale/hpa/pods.ts';

const file = new URL('../../../shared/vectors/kubernetes-hpa.json', import.meta.url);

/** Whether the vectors are on this machine. */
export const present: boolean = existsSync(file);

/** A test case of Kubernetes' own autoscaler, in neutral form. Each suite has its own input and outcome. */
export interface Vector {
  readonly suite: string;
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the suite, and the test of a suite knows it.
  readonly in: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly expect: any;
}

const vectors: readonly Vector[] = present ? JSON.parse(readFileSync(file, 'utf8')).vectors : [];

/** The vectors of a suite, in their order; all of them where no suite is named. */
export function vectorsOf(suite?: string): readonly Vector[] {
  return suite === undefined ? vectors : vectors.filter((vector) => vector.suite === suite);
}

/** A pod as the vectors write it: what is left out is unset, and without a start it started long ago. */
interface VectorPod {
  readonly name: string;
  readonly phase: Pod['phase'];
  readonly deleted?: boolean;
  readonly ready?: boolean | null;
  readonly startAge?: number | null;
  readonly transitionAge?: number | null;
  readonly requestsMilli?: Record<string, number | null> | null;
}

const longAgo = 63_000_000_000;

/** Pods in our form. */
export function toPods(pods: readonly VectorPod[]): readonly Pod[] {
  return pods.map(({ name, phase, deleted, ready, startAge, transitionAge, requestsMilli }) => ({
    name,
    phase,
    deleted: deleted ?? false,
    ready: ready ?? null,
    startAge: startAge ?? longAgo,
    transitionAge: transitionAge ?? longAgo,
    requests: requestsMilli ?? {},
  }));
}

/** Measurements in our form. */
export function toSamples(
  samples: Readonly<Record<string, { readonly value: number; readonly age?: number; readonly window?: number }>>,
): PodSamples {
  return new Map(
    Object.entries(samples).map(([name, { value, age, window }]) => [
      name,
      { value, age: age ?? longAgo, window: window ?? 60 },
    ]),
  );
}

/** Rules of a direction in our form, with Kubernetes' own where the vector has none. */
export function toRules(
  rules: Omit<DirectionRules, 'tolerance'> | null | undefined,
  otherwise: DirectionRules,
): DirectionRules {
  return rules === null || rules === undefined ? otherwise : { ...rules, tolerance: otherwise.tolerance };
}
