import type { Plan } from '@tsk/schemas/plan';
import { summarizeSizing } from './preview-sizing.ts';
import { showDuration, showNumber } from './show.ts';
import type { Simulation } from './simulate.ts';

/** What a simulation assumes, and what of the plan it leaves out: one sentence each. `cacheHitRatio` is 0 where no cache was assumed. */
export function listNotes(
  plan: Plan,
  { oracle, stepMs, decisions }: Simulation,
  cacheHitRatio: number,
): readonly string[] {
  const { scaling, service, simulation, cache, strategy, origins } = plan;
  const { serviceTimeMs, workers, startUpMs, drainMs, sloMs } = simulation;
  const perInstance = showNumber((workers * 1000) / serviceTimeMs);
  const { maxInstances } = scaling;
  const sizing = summarizeSizing(decisions);
  const isWritten = Object.hasOwn(origins, '/simulation/startUpMs');
  return [
    `The decisions are those of the runtime, which starts with ${showCount(Math.max(1, scaling.minInstances))}. The instances are a model: all alike, none fails, requests come at random and take ${showDuration(serviceTimeMs)} in the mean, ${workers} at a time (${perInstance} a second); a new instance serves after ${showDuration(startUpMs)}, and is paid for ${showDuration(drainMs)} longer than it serves; memory follows the CPU.`,
    `A request is late when it waits longer than ${showDuration(sloMs)}, and is dropped after 10 s. Steps are ${showDuration(stepMs)} long. The table [simulation] changes the assumptions.`,
    ...when(service.provider === 'static', 'The instances are listed, so that their number does not change.'),
    ...when(
      service.provider !== 'static' && !scaling.enabled,
      strategy === 'vertical_scaling'
        ? 'The strategy changes the size of instances and not their number, so that the minimum runs all the time.'
        : 'Scaling is off, so that the minimum runs all the time.',
    ),
    ...when(
      scaling.enabled && oracle.mostRequired > maxInstances,
      `The load needs up to ${oracle.mostRequired} instances, and the maximum is ${maxInstances}: no rule could avoid violations.`,
    ),
    ...when(
      cacheHitRatio > 0,
      `A cache answers ${showNumber(cacheHitRatio * 100)} % of the requests: the load is what is left for the instances.`,
    ),
    ...when(
      cache.response.enabled && cacheHitRatio === 0,
      'The response cache is not simulated: the load is what reaches the instances.',
    ),
    ...when(
      strategy !== 'horizontal_auto_scaling' && scaling.vertical === undefined,
      'Vertical scaling is off, so that no size is recommended.',
    ),
    ...(sizing === undefined
      ? []
      : [`Sizes are recommended from what the model uses, and do not change in the simulation: ${sizing.sentence}.`]),
    ...when(
      isWritten && startUpMs > service.startTimeoutMs,
      `The runtime would give an instance up after ${showDuration(service.startTimeoutMs)} (start_timeout of [service]), before it serves.`,
    ),
  ];
}

function when(condition: boolean, note: string): readonly string[] {
  return condition ? [note] : [];
}

function showCount(instances: number): string {
  return instances === 1 ? '1 instance' : `${instances} instances`;
}
