import type { ValueChange } from '../model/change.ts';
import { changed, type EffectRule, higher, lower, missingIn, numberOf, removed, rule, turned } from '../model/rule.ts';

const breaks = true;
const health = 'balancing.health.enabled';
const affinity = 'balancing.affinity.enabled';
const redis = 'cache.redisCluster.enabled';

/** What a change does to the answers that clients get. Breaking is what makes requests fail that were answered before. */
export const availabilityRules: readonly EffectRule[] = Object.freeze([
  rule('scaling.minInstances', isLastOne, 'A single instance is left: when it fails, nothing answers.', {
    trend: 'worse',
    breaks,
  }),
  rule('server.host', isElsewhere, 'Clients that use the old address no longer get through.', {
    trend: 'worse',
    breaks,
  }),
  changed('server.port', 'Clients that use the old port no longer get through.', { trend: 'worse', breaks }),
  lower('server.requestTimeoutMs', 'Requests that take long and were answered are now given up.', { breaks }),
  higher('server.requestTimeoutMs', 'Requests that take long get more time.', { trend: 'better' }),
  lower('server.maxBodyBytes', 'Larger requests that were taken are now refused.', { breaks }),
  higher('server.maxBodyBytes', 'Larger requests are taken.', { trend: 'better' }),
  lower('server.shutdownTimeoutMs', 'A stop cuts off requests that had time to finish.', { breaks }),
  lower('service.drainTimeoutMs', 'An instance that is taken away cuts off requests that had time to finish.', {
    breaks,
  }),
  higher('service.drainTimeoutMs', 'An instance that is taken away has more time to finish its requests.', {
    trend: 'better',
  }),
  lower('service.stopTimeoutMs', 'An instance has less time to end by itself before it is killed.'),
  lower('service.startTimeoutMs', 'An instance that starts slowly is given up earlier.'),
  turned('balancing.enabled', 'off', 'Requests are no longer spread over the instances.', { breaks }),
  turned(health, 'off', 'Instances that fail go on getting requests.', { breaks }),
  turned(health, 'on', 'Instances that fail get no more requests.'),
  changed('balancing.health.path', 'An instance that does not answer there counts as failed.', { gate: health }),
  higher('balancing.health.intervalMs', 'An instance that fails is noticed later.', { gate: health }),
  lower('balancing.health.intervalMs', 'An instance that fails is noticed earlier.', { trend: 'better', gate: health }),
  higher('balancing.health.unhealthyThreshold', 'An instance that fails is taken out later.', { gate: health }),
  lower('balancing.health.unhealthyThreshold', 'An instance that fails is taken out earlier.', {
    trend: 'better',
    gate: health,
  }),
  higher('balancing.health.timeoutMs', 'A health check that gets no answer takes longer to fail.', { gate: health }),
  lower('balancing.health.timeoutMs', 'An instance that answers slowly counts as failed earlier.', {
    trend: 'different',
    gate: health,
  }),
  changed('balancing.algorithm', 'Requests are spread over the instances by another rule.'),
  turned(affinity, 'off', 'Sessions that are kept on one instance are lost.', { breaks }),
  changed('balancing.affinity.method', 'Clients lose the instance that has their sessions.', {
    trend: 'worse',
    breaks,
    gate: affinity,
  }),
  changed('balancing.affinity.cookieName', 'Clients lose the instance that has their sessions.', {
    trend: 'worse',
    breaks,
    gate: affinity,
  }),
  lower('balancing.affinity.timeoutMs', 'Clients lose the instance that has their sessions earlier.', {
    breaks,
    gate: affinity,
  }),
  rule('balancing.tls.protocols', losesProtocol, 'Clients that know only the protocol that is gone cannot connect.', {
    trend: 'worse',
    breaks: ({ before, after }) => missingIn(before, after).some((name) => /1\.[23]$/.test(name)),
    gate: 'balancing.tls.enabled',
  }),
  changed('service.command', 'Instances run another program.'),
  changed('service.provider', 'Instances come from somewhere else.'),
  lower('database.writeMasters', 'Fewer masters of the database take writes.', { breaks }),
  turned(redis, 'off', 'The shared cache is gone.', { breaks }),
  lower('cache.redisCluster.replication', 'Fewer copies of the cached data survive a failure.', {
    breaks,
    gate: redis,
  }),
  turned('cache.redisCluster.persistence', 'off', 'The cached data is gone after a restart.', { breaks, gate: redis }),
  rule('cache.application.strategy', isLessDurable, 'Writes can be lost when an instance fails.', {
    trend: 'worse',
    breaks,
    gate: 'cache.application.enabled',
  }),
  turned('monitoring.alerting', 'off', 'Nobody is told when something fails.'),
  removed('instances.*', 'One instance fewer can take over when another fails.'),
]);

/** Whether the old address is no longer answered; the address of all interfaces answers every one. */
function isElsewhere({ after }: ValueChange): boolean {
  return after !== '0.0.0.0' && after !== '::';
}

function isLastOne({ before, after }: ValueChange): boolean {
  return (numberOf(before) ?? 0) > 1 && (numberOf(after) ?? 2) <= 1;
}

function losesProtocol({ before, after }: ValueChange): boolean {
  return missingIn(before, after).length > 0;
}

function isLessDurable({ before, after }: ValueChange): boolean {
  return before !== 'write_behind' && after === 'write_behind';
}
