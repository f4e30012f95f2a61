import { describe } from 'vitest';
import { type Mistake, testMistakes } from './mistakes.ts';

const mistakes: readonly Mistake[] = [
  [
    { autoscaling: {} },
    'TSK4001',
    'autoscaling',
    'There is no table `autoscaling`; did you mean `auto_scaling`?',
    'auto_scaling = {  }',
  ],
  [
    { kubernetes: {} },
    'TSK4001',
    'kubernetes',
    'There is no table `kubernetes`; the tables are `service`, `server`, `scalability_architecture`, `auto_scaling`, `load_balancing`, `simulation` and `debug`.',
  ],
  [
    { health_checks: {} },
    'TSK4001',
    'health_checks',
    'There is no table `health_checks`; it belongs in `scalability_architecture.load_balancing` or `load_balancing`.',
  ],
  [
    { monitoring_interval: 5 },
    'TSK4002',
    'monitoring_interval',
    'There is no key `monitoring_interval` outside of a table; it belongs in `auto_scaling`.',
  ],
  [
    { auto_scaling: { metrics: { cpu_utilization: { treshold_high: 70 } } } },
    'TSK4002',
    'treshold_high',
    '`auto_scaling.metrics.cpu_utilization` has no key `treshold_high`; did you mean `threshold_high`?',
    'auto_scaling = { metrics = { cpu_utilization = { threshold_high = 70 } } }',
  ],
  [
    { auto_scaling: { maxInstances: 7 } },
    'TSK4002',
    'maxInstances',
    '`auto_scaling` has no key `maxInstances`; did you mean `max_instances`?',
    'auto_scaling = { max_instances = 7 }',
  ],
  [
    { auto_scaling: { interval: 7 } },
    'TSK4002',
    'interval',
    '`auto_scaling` has no key `interval`; did you mean `monitoring_interval`?',
    'auto_scaling = { monitoring_interval = 7 }',
  ],
  [
    { auto_scaling: { cooldown_period: 7 } },
    'TSK4002',
    'cooldown_period',
    '`auto_scaling` has no key `cooldown_period`; it belongs in `auto_scaling.policies.scale_up` or `auto_scaling.policies.scale_down`.',
  ],
  [
    { debug: { output: { syslog: true } } },
    'TSK4002',
    'syslog',
    '`debug.output` has no key `syslog`; its keys are `console` and `file`.',
  ],
  [
    { load_balancing: { instances: { 'app-1': { host: 'a' } } } },
    'TSK4006',
    'app-1',
    '`load_balancing.instances.app-1` needs `port`.',
  ],
  [
    { scalability_architecture: { caching: { $value: 'redis_cluster', provider: 'memcached' } } },
    'TSK4010',
    '"redis_cluster"',
    '`scalability_architecture.caching` is opened as the text "redis_cluster", but its `provider` is the text "memcached", and that is what counts.',
  ],
  [
    { service: { env: { 'LOG LEVEL': 'debug' } } },
    'TSK4013',
    'LOG LEVEL',
    '`service.env` cannot have the key "LOG LEVEL": a key there must be the name of an environment variable, such as `LOG_LEVEL`.',
  ],
];

describe('a mistake in a key is reported once, where it is, in words', () => {
  testMistakes(mistakes);
});
