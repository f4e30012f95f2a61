import { describe } from 'vitest';
import { type Mistake, testMistakes } from './mistakes.ts';

const mistakes: readonly Mistake[] = [
  [
    { autoscaling: {} },
    'TSK4014',
    'autoscaling',
    '`autoscaling` is read as `auto_scaling`; write that name.',
    'auto_scaling = {  }',
  ],
  [
    { auto_scalnig: { monitoring_interval: 5 } },
    'TSK4001',
    'auto_scalnig',
    'There is no table `auto_scalnig`; did you mean `auto_scaling`?',
    'auto_scaling = { monitoring_interval = 5 }',
  ],
  [
    { health_check: { interval: 5 } },
    'TSK4014',
    'health_check',
    '`health_check` is read as `load_balancing.health_checks`; write that name.',
    'load_balancing.health_checks = { interval = 5 }',
  ],
  [
    { auto_scaling: {}, policies: { scale_up: {} } },
    'TSK4001',
    'policies',
    'There is no table `policies`; it belongs in `auto_scaling`.',
  ],
  [
    { auto_scaling: {}, monitoring_interval: 5 },
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
    'TSK4014',
    'maxInstances',
    '`auto_scaling.maxInstances` is read as `auto_scaling.max_instances`; write that name.',
    'auto_scaling = { max_instances = 7 }',
  ],
  [
    { auto_scaling: { interval: 7 } },
    'TSK4014',
    'interval',
    '`auto_scaling.interval` is read as `auto_scaling.monitoring_interval`; write that name.',
    'auto_scaling = { monitoring_interval = 7 }',
  ],
  [
    { auto_scaling: { cooldown_period: 7 } },
    'TSK4014',
    'cooldown_period',
    '`auto_scaling.cooldown_period` is read as `auto_scaling.policies.scale_up.cooldown_period` and `auto_scaling.policies.scale_down.cooldown_period`; write that name.',
  ],
  [
    { auto_scaling: { scale_factor: 1.5 } },
    'TSK4002',
    'scale_factor',
    '`auto_scaling` has no key `scale_factor`; it belongs in `auto_scaling.policies.scale_up` or `auto_scaling.policies.scale_down`.',
  ],
  [
    { load_balancing: { cookie_name: 'sid' } },
    'TSK4002',
    'cookie_name',
    '`load_balancing` has no key `cookie_name`; it belongs in `load_balancing.session_affinity`.',
    'load_balancing = { session_affinity.cookie_name = "sid" }',
  ],
  [
    { auto_scaling: { max_instances: 7, max_replicas: 8 } },
    'TSK4015',
    'max_replicas',
    '`max_instances` and `max_replicas` are both `auto_scaling.max_instances`, and have different values; keep one of them.',
  ],
  [
    { circuit_breaker: { failure_threshold: 5 } },
    'TSK4016',
    'circuit_breaker',
    '`circuit_breaker` is checked, but tsk-run does not act on it; it is there for other programs.',
  ],
  [
    { server: { listen: '[::]:80', shutdown_timeuot: 5 } },
    'TSK4002',
    'shutdown_timeuot',
    '`server` has no key `shutdown_timeuot`; did you mean `shutdown_timeout`?',
    'server = { listen = "[::]:80", shutdown_timeout = 5 }',
  ],
  [
    { debug: { output: { syslog: true } } },
    'TSK4002',
    'syslog',
    '`debug.output` has no key `syslog`; its keys are `console`, `file` and `cloudwatch`.',
  ],
  [
    { load_balancing: { instances: { 'app-1': { host: 'a' } } } },
    'TSK4006',
    'app-1',
    '`load_balancing.instances.app-1` needs `port`.',
    'load_balancing = { instances = { app-1 = { host = "a", port = 3000 } } }',
  ],
  [
    { load_balancing: { instances: { a: {} } } },
    'TSK4006',
    'a',
    '`load_balancing.instances.a` needs `host` and `port`.',
    'load_balancing = { instances = { a = { host = "10.0.0.11", port = 3000   } } }',
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
