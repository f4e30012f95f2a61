import type { Plan } from '@tsk/schemas/plan';
import { balancers, findBalancer } from '../balance/index.ts';
import { type BalancingModel, type BalancingOutcome, type FailureModel, runBalancing } from './balancing-run.ts';
import type { InstanceModel } from './modelled-instance.ts';

/** What a preview of the balancing is asked for. Plain data; what is not given is chosen to be telling. */
export interface BalancingRequest {
  /** Names of algorithms; all where none are given. */
  readonly algorithms?: readonly string[];
  /** The instances that a plan lists, else as many alike ones as it starts with, and at least three. */
  readonly instances?: readonly InstanceModel[];
  /** Requests per second; `utilisation` of what the instances bear where none are given. */
  readonly rate?: number;
  /** From 0 to 1; 0.7 where nothing is said. */
  readonly utilisation?: number;
  /** How fast the last instance is; 1 where nothing is said, 0.5 is half as fast as the others. */
  readonly lastSpeed?: number;
  /** Two minutes where none is given. */
  readonly durationMs?: number;
  /** Null is none; the last instance, in the middle third of the time, where nothing is said. */
  readonly failure?: FailureModel | null;
  readonly clients?: number;
  readonly seed?: number;
}

/** How algorithms would spread the same requests over the same instances. Plain JSON. */
export interface BalancingPreview {
  readonly version: 1;
  readonly service: string;
  /** The algorithm of the plan. */
  readonly algorithm: string;
  readonly rate: number;
  readonly durationMs: number;
  readonly bucketMs: number;
  readonly failure: FailureModel | null;
  /** From the beginning of the failure until nothing is sent to the instance any more. */
  readonly noticeMs: number;
  readonly outcomes: readonly BalancingOutcome[];
  readonly notes: readonly string[];
}

/** A preview, or why there is none, as a whole sentence. */
export type BalancingPreviewOutcome =
  | { readonly ok: true; readonly preview: BalancingPreview }
  | { readonly ok: false; readonly message: string };

/** More single requests than this take longer than somebody wants to wait. */
const MOST_REQUESTS = 500_000;

const BUCKETS = 60;

/** Tries algorithms out on single requests. Pure, total and deterministic. */
export function previewBalancing(plan: Plan, request: BalancingRequest = {}): BalancingPreviewOutcome {
  const { balancing, simulation, service } = plan;
  const names = request.algorithms ?? balancers.map(({ name }) => name);
  const unknown = names.find((name) => findBalancer(name) === undefined);
  if (unknown !== undefined) {
    const known = balancers.map(({ name }) => name).join(', ');
    return { ok: false, message: `There is no balancing algorithm '${unknown}'; the algorithms are ${known}.` };
  }
  const { lastSpeed = 1, utilisation = 0.7 } = request;
  const instances = withLastSpeed(request.instances ?? usualInstances(plan), lastSpeed);
  const { workers, serviceTimeMs } = simulation;
  const bearable = instances.reduce((sum, { speed }) => sum + (speed * workers * 1000) / serviceTimeMs, 0);
  const rate = request.rate ?? utilisation * bearable;
  const durationMs = request.durationMs ?? 120_000;
  if (!(rate > 0) || (rate * durationMs) / 1000 > MOST_REQUESTS) {
    return {
      ok: false,
      message: `${Math.round((rate * durationMs) / 1000)} requests cannot be tried out one by one; choose a rate and a time with 1 to ${MOST_REQUESTS}.`,
    };
  }
  const { health } = balancing;
  const noticeMs = health.enabled ? health.intervalMs * health.unhealthyThreshold : Number.POSITIVE_INFINITY;
  const failure = request.failure === undefined ? usualFailure(instances, durationMs) : request.failure;
  const model: BalancingModel = {
    instances,
    workers,
    serviceTimeMs,
    rate,
    durationMs,
    clients: request.clients ?? 200,
    failure: failure ?? undefined,
    noticeMs,
    returnMs: health.intervalMs * health.healthyThreshold,
    seed: request.seed ?? 1,
    bucketMs: durationMs / BUCKETS,
  };
  return {
    ok: true,
    preview: {
      version: 1,
      service: service.name,
      algorithm: balancing.algorithm,
      rate,
      durationMs,
      bucketMs: model.bucketMs,
      failure,
      noticeMs: failure === null ? 0 : Math.min(noticeMs, failure.toMs - failure.fromMs),
      outcomes: names.flatMap((name) => {
        const kind = findBalancer(name);
        return kind === undefined ? [] : [runBalancing(kind, model)];
      }),
      notes: listNotes(model, health.enabled),
    },
  };
}

function usualInstances({ instances, scaling }: Plan): readonly InstanceModel[] {
  if (instances.length > 0) return instances.map(({ name, weight }) => ({ name, weight, speed: 1 }));
  const count = Math.min(8, Math.max(3, scaling.minInstances));
  return Array.from({ length: count }, (_, index) => ({ name: `instance-${index + 1}`, weight: 1, speed: 1 }));
}

function withLastSpeed(instances: readonly InstanceModel[], speed: number): readonly InstanceModel[] {
  const last = instances.length - 1;
  return instances.map((instance, index) =>
    index === last ? { ...instance, speed: instance.speed * speed } : instance,
  );
}

function usualFailure(instances: readonly InstanceModel[], durationMs: number): FailureModel | null {
  if (instances.length < 2) return null;
  return { instance: instances.length - 1, fromMs: durationMs / 3, toMs: (2 * durationMs) / 3 };
}

function listNotes({ workers, serviceTimeMs, clients }: BalancingModel, isChecked: boolean): readonly string[] {
  return [
    `The algorithms are those of the runtime. The instances are a model: ${workers} requests at a time, each for ${serviceTimeMs} ms in the mean where the speed is 1. Requests come at random from ${clients} addresses; every algorithm gets the same ones.`,
    'An instance that fails loses its requests and refuses new ones until health checks have noticed it; requests are not repeated on another, and sessions do not stick.',
    ...(isChecked ? [] : ['Health checks are off: nothing notices a failure.']),
  ];
}
