import { added, type EffectRule, higher, lower, numberOf, type PlanPair, removed, turned } from '../model/rule.ts';

const scaling = 'scaling.enabled';

/** What a change does to the load that the service can take. Breaking is what takes away capacity that was there for certain. */
export const capacityRules: readonly EffectRule[] = Object.freeze([
  lower('scaling.minInstances', 'Fewer instances run at all times, so that a sudden load meets less capacity.', {
    breaks: (_change, plans) => isLess(plans, 'service/cpuCores'),
  }),
  higher('scaling.minInstances', 'More instances run at all times to take a sudden load.', { trend: 'better' }),
  lower('scaling.maxInstances', 'The service can grow less far than before.', { breaks: true, gate: scaling }),
  higher('scaling.maxInstances', 'The service can grow further than before.', { trend: 'better', gate: scaling }),
  turned('scaling.enabled', 'off', 'The number of instances no longer follows the load.', { breaks: true }),
  turned('scaling.enabled', 'on', 'The number of instances follows the load.'),
  lower('scaling.scaleUp.maxInstances', 'Growing stops at fewer instances.', { breaks: true, gate: scaling }),
  lower('scaling.scaleUp.factor', 'The service grows in smaller steps.', { gate: scaling }),
  higher('scaling.scaleUp.factor', 'The service grows in larger steps.', { trend: 'better', gate: scaling }),
  higher('scaling.scaleUp.cooldownMs', 'The service waits longer between two steps of growth.', { gate: scaling }),
  lower('scaling.scaleUp.cooldownMs', 'The service can take the next step of growth earlier.', {
    trend: 'better',
    gate: scaling,
  }),
  higher('scaling.scaleUp.threshold', 'The service grows only under more load.', { gate: scaling }),
  higher('scaling.intervalMs', 'A rising load is noticed later.', { gate: scaling }),
  lower('scaling.intervalMs', 'A rising load is noticed earlier.', { trend: 'better', gate: scaling }),
  higher('scaling.metrics.*.high', 'The service grows only when this signal is higher.', { gate: scaling }),
  lower('scaling.metrics.*.high', 'The service grows when this signal is lower than it had to be.', {
    trend: 'better',
    gate: scaling,
  }),
  turned('scaling.metrics.*.enabled', 'off', 'This signal no longer makes the service grow.', { gate: scaling }),
  turned('scaling.metrics.*.enabled', 'on', 'This signal makes the service grow as well.', { gate: scaling }),
  removed('scaling.metrics.*', 'This signal no longer makes the service grow.', { gate: scaling }),
  added('scaling.metrics.*', 'This signal makes the service grow as well.', { gate: scaling }),
  turned('scaling.predictive.enabled', 'off', 'The service no longer grows ahead of the load.', { gate: scaling }),
  lower('service.cpuCores', 'Each instance has less processor time.', {
    breaks: (_change, plans) => isLess(plans, 'service/cpuCores'),
  }),
  higher('service.cpuCores', 'Each instance has more processor time.', { trend: 'better' }),
  lower('service.memoryBytes', 'Each instance has less memory.', {
    breaks: (_change, plans) => isLess(plans, 'service/memoryBytes'),
  }),
  higher('service.memoryBytes', 'Each instance has more memory.', { trend: 'better' }),
  removed('instances.*', 'One instance fewer takes requests.', { breaks: true }),
  added('instances.*', 'One instance more takes requests.'),
  turned('cache.response.enabled', 'off', 'Answers are no longer kept, so that every request reaches the instances.', {
    breaks: true,
  }),
  turned('cache.response.enabled', 'on', 'Answers that are kept do not reach the instances.'),
  lower('cache.response.maxBytes', 'Fewer answers are kept, so that more requests reach the instances.', {
    gate: 'cache.response.enabled',
  }),
  higher('cache.response.maxBytes', 'More answers are kept, so that fewer requests reach the instances.', {
    trend: 'better',
    gate: 'cache.response.enabled',
  }),
  lower('database.readReplicas', 'Fewer replicas of the database answer reads.', { breaks: true }),
  turned('database.connectionPooling', 'off', 'Each request opens a connection to the database.'),
  lower('cache.redisCluster.nodes', 'The shared cache holds less.', { gate: 'cache.redisCluster.enabled' }),
]);

/** Whether there is less of something in all instances that run at all times, together. */
function isLess({ before, after }: PlanPair, perInstance: string): boolean {
  const total = (plan: PlanPair['before']): number | undefined => {
    const instances = numberOf(plan.get('scaling/minInstances')?.value);
    const each = numberOf(plan.get(perInstance)?.value);
    return instances === undefined || each === undefined ? undefined : instances * each;
  };
  const [old, now] = [total(before), total(after)];
  // Where it cannot be told, the change alone decides: it was judged because it is less.
  return old === undefined || now === undefined || now < old;
}
