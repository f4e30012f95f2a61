import type { LineIndex } from '@tsk/parser';
import type { Plan, PlanOrigin, PlanSource, Unresolved } from '@tsk/schemas/plan';
import { lowerArchitecture } from './architecture.ts';
import { lowerBalancing } from './balancing.ts';
import { lowerCache } from './cache.ts';
import { lowerDebug } from './debug.ts';
import { type Draft, known, settle } from './draft.ts';
import { lowerLimits } from './limits.ts';
import { lowerScaling } from './scaling.ts';
import { lowerServer } from './server.ts';
import { lowerInstances, lowerService } from './service.ts';
import type { Settings } from './settings.ts';
import { lowerSimulation } from './simulation.ts';

/** The body of a plan: all but what is said about its own making. */
type PlanBody = Omit<Plan, 'version' | 'sources' | 'origins'>;

/** The plan while its values still know their places: what the checks look at. */
export type PlanDraft = Draft<PlanBody>;

/** A plan as it is written to a file: values that the runtime reads from its environment stand as `{ "$env": … }`. */
export interface PlanFile extends Unresolved<PlanBody> {
  readonly version: 1;
  readonly sources: readonly PlanSource[];
  readonly origins: Readonly<Record<string, PlanOrigin>>;
}

/** A file that a plan is made from. */
export interface PlanInput extends PlanSource {
  readonly lines: LineIndex;
}

/** Lowers checked settings: no sugar left, every table there, each value with the place it was written at. */
export function lower(settings: Settings): PlanDraft {
  const { strategy, platform, vertical, database, monitoring } = lowerArchitecture(settings);
  const service = lowerService(settings);
  const instances = lowerInstances(settings);
  const isStatic = known(service.provider) === 'static';
  return {
    strategy,
    platform,
    server: lowerServer(settings),
    limits: lowerLimits(settings),
    service,
    instances,
    balancing: lowerBalancing(settings),
    cache: lowerCache(settings),
    scaling: lowerScaling(settings, isStatic ? instances.length : undefined),
    vertical,
    database,
    monitoring,
    simulation: lowerSimulation(settings),
    debug: lowerDebug(settings),
  };
}

/** Turns a draft into the plan: its values, and beside them where each was written. */
export function finishPlan(draft: PlanDraft, inputs: readonly PlanInput[]): PlanFile {
  const sourceOf = new Map(inputs.map(({ path }, index) => [path, index]));
  const origins: Record<string, PlanOrigin> = {};
  const body = settle<PlanBody>(draft, (pointer, { place, key }) => {
    const source = place === undefined ? undefined : sourceOf.get(place.file);
    const lines = source === undefined ? undefined : inputs[source]?.lines;
    if (place === undefined || source === undefined || lines === undefined || key === undefined) return;
    origins[pointer] = { source, ...lines.positionAt(place.span.start), key };
  });
  const sources = inputs.map(({ path, sha256 }) => ({ path, sha256 }));
  return { version: 1, sources, ...body, origins };
}
