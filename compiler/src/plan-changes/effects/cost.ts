import type { ValueChange } from '../model/change.ts';
import { added, type EffectRule, higher, lower, numberOf, type PlanPair, removed, turned } from '../model/rule.ts';

/** What a change does to the bill. More expensive is worse, and never breaks anything. */
export const costRules: readonly EffectRule[] = Object.freeze([
  higher('scaling.minInstances', (change, plans) => `More instances run at all times${perDay(change, plans)}.`),
  lower('scaling.minInstances', (change, plans) => `Fewer instances run at all times${perDay(change, plans)}.`, {
    trend: 'better',
  }),
  higher('scaling.maxInstances', (change, plans) => `The bill can grow further${perDay(change, plans)}.`, {
    gate: 'scaling.enabled',
  }),
  lower('scaling.maxInstances', (change, plans) => `The bill can grow less far${perDay(change, plans)}.`, {
    trend: 'better',
    gate: 'scaling.enabled',
  }),
  higher('scaling.scaleDown.cooldownMs', 'Instances that are no longer needed run on for longer.', {
    gate: 'scaling.enabled',
  }),
  lower('scaling.scaleDown.cooldownMs', 'Instances that are no longer needed end earlier.', {
    trend: 'better',
    gate: 'scaling.enabled',
  }),
  lower('scaling.metrics.*.low', 'The service shrinks only when this signal is lower.', { gate: 'scaling.enabled' }),
  higher('scaling.metrics.*.low', 'The service shrinks when this signal is higher than it had to be.', {
    trend: 'better',
    gate: 'scaling.enabled',
  }),
  higher('service.cpuCores', 'Each instance takes more processor time.'),
  lower('service.cpuCores', 'Each instance takes less processor time.', { trend: 'better' }),
  higher('service.memoryBytes', 'Each instance takes more memory.'),
  lower('service.memoryBytes', 'Each instance takes less memory.', { trend: 'better' }),
  higher('simulation.costPerInstanceHour', 'An hour of an instance is reckoned with at a higher price.'),
  lower('simulation.costPerInstanceHour', 'An hour of an instance is reckoned with at a lower price.', {
    trend: 'better',
  }),
  added('instances.*', 'One instance more is paid for.', { trend: 'worse' }),
  removed('instances.*', 'One instance fewer is paid for.', { trend: 'better' }),
  higher('database.readReplicas', 'More replicas of the database are paid for.'),
  lower('database.readReplicas', 'Fewer replicas of the database are paid for.', { trend: 'better' }),
  higher('database.writeMasters', 'More masters of the database are paid for.'),
  higher('cache.redisCluster.nodes', 'More nodes of the shared cache are paid for.'),
  lower('cache.redisCluster.nodes', 'Fewer nodes of the shared cache are paid for.', { trend: 'better' }),
  turned('cache.redisCluster.enabled', 'on', 'The nodes of the shared cache are paid for.', { trend: 'worse' }),
  higher('cache.memcached.nodes', 'More nodes of the shared cache are paid for.', { gate: 'cache.memcached.enabled' }),
  turned('cache.memcached.enabled', 'on', 'The nodes of the shared cache are paid for.', { trend: 'worse' }),
]);

/** What the difference in instances comes to in a day, where a price is given. */
function perDay({ before, after }: ValueChange, { after: plan }: PlanPair): string {
  const given = plan.get('simulation/costPerInstanceHour');
  const price = given?.isWritten === true ? (numberOf(given.value) ?? 0) : 0;
  const difference = (numberOf(after) ?? 0) - (numberOf(before) ?? 0);
  if (price <= 0 || difference === 0) return '';
  const amount = Math.abs(difference) * price * 24;
  return `, ${difference > 0 ? 'up to ' : ''}${Number(amount.toFixed(2))} ${difference > 0 ? 'more' : 'less'} a day`;
}
