import type {
  AlgorithmOptions,
  BalancingPlan,
  HealthChecksPlan,
  OutliersPlan,
  QueuePlan,
  RetriesPlan,
  SessionAffinityPlan,
  SlowStartPlan,
  TlsPlan,
} from '@tsk/schemas/plan';
import type { Draft } from './draft.ts';
import type { Settings } from './settings.ts';

/** The balancing algorithms of the plan. */
const algorithms: readonly BalancingPlan['algorithm'][] = [
  'round_robin',
  'least_connections',
  'ip_hash',
  'least_response_time',
  'random',
  'p2c',
  'ring_hash',
  'maglev',
];

const tlsProtocols: TlsPlan['protocols'] = ['TLSv1.2', 'TLSv1.3'];

/** Lowers `[load_balancing]`, over what `[scalability_architecture.load_balancing]` says of it at a glance. */
export function lowerBalancing(settings: Settings): Draft<BalancingPlan> {
  const glance = 'scalability_architecture.load_balancing';
  return {
    enabled: settings.switchOf(['load_balancing'], true),
    provider: settings.string([`${glance}.provider`], null),
    algorithm: settings.choice(['load_balancing.algorithm', `${glance}.algorithm`], algorithms, 'round_robin'),
    algorithms: {
      round_robin: lowerAlgorithm(settings, 'round_robin'),
      least_connections: lowerAlgorithm(settings, 'least_connections'),
      ip_hash: lowerAlgorithm(settings, 'ip_hash'),
      least_response_time: lowerAlgorithm(settings, 'least_response_time'),
      random: lowerAlgorithm(settings, 'random'),
      p2c: lowerAlgorithm(settings, 'p2c'),
      ring_hash: lowerAlgorithm(settings, 'ring_hash'),
      maglev: lowerAlgorithm(settings, 'maglev'),
    },
    hashKey: settings.string(['load_balancing.hash_key'], 'ip'),
    slowStart: lowerSlowStart(settings),
    health: lowerHealth(settings, `${glance}.health_checks`),
    outliers: lowerOutliers(settings),
    panicRatio: settings.number(['load_balancing.panic_threshold'], 0),
    maxRequestsPerInstance: settings.number(['load_balancing.max_requests_per_instance'], 0),
    queue: lowerQueue(settings),
    retries: lowerRetries(settings),
    affinity: lowerAffinity(settings, `${glance}.session_affinity`),
    tls: lowerTls(settings, `${glance}.ssl_termination`),
  };
}

function lowerAlgorithm(settings: Settings, name: BalancingPlan['algorithm']): Draft<AlgorithmOptions> {
  const table = `load_balancing.algorithms.${name}`;
  return { enabled: settings.switchOf([table], true), weight: settings.number([`${table}.weight`], 1) };
}

function lowerHealth(settings: Settings, glance: string): Draft<HealthChecksPlan> {
  const table = 'load_balancing.health_checks';
  return {
    enabled: settings.switchOf([table, glance], false),
    type: settings.choice([`${table}.type`], ['http', 'tcp'], 'http'),
    path: settings.string([`${table}.path`], '/health'),
    expectedStatus: settings.string([`${table}.expected_status`], '200-399'),
    expectedHeader: settings.string([`${table}.expected_header`], null),
    expectedBody: settings.string([`${table}.expected_body`], null),
    failingIntervalMs: settings.number([`${table}.failing_interval`], 1_000),
    jitterRatio: settings.number([`${table}.jitter`], 0.1),
    intervalMs: settings.number([`${table}.interval`], 30_000),
    timeoutMs: settings.number([`${table}.timeout`], 5_000),
    unhealthyThreshold: settings.number([`${table}.unhealthy_threshold`], 3),
    healthyThreshold: settings.number([`${table}.healthy_threshold`], 2),
  };
}

function lowerSlowStart(settings: Settings): Draft<SlowStartPlan> {
  const table = 'load_balancing.slow_start';
  return {
    enabled: settings.switchOf([table], false),
    windowMs: settings.number([`${table}.window`], 30_000),
    aggression: settings.number([`${table}.aggression`], 1),
  };
}

function lowerOutliers(settings: Settings): Draft<OutliersPlan> {
  const table = 'load_balancing.outlier_detection';
  return {
    enabled: settings.switchOf([table], true),
    consecutiveFailures: settings.number([`${table}.consecutive_failures`], 5),
    consecutiveTimeouts: settings.number([`${table}.consecutive_timeouts`], 2),
    successRatio: settings.number([`${table}.success_rate`], 0),
    latencyFactor: settings.number([`${table}.latency_factor`], 0),
    minRequests: settings.number([`${table}.min_requests`], 20),
    intervalMs: settings.number([`${table}.interval`], 10_000),
    ejectionMs: settings.number([`${table}.ejection_time`], 30_000),
    maxEjectedRatio: settings.number([`${table}.max_ejected`], 0.5),
  };
}

function lowerQueue(settings: Settings): Draft<QueuePlan> {
  const table = 'load_balancing.queue';
  return {
    enabled: settings.switchOf([table], false),
    maxRequests: settings.number([`${table}.max_requests`], 1_000),
    timeoutMs: settings.number([`${table}.timeout`], 5_000),
  };
}

function lowerRetries(settings: Settings): Draft<RetriesPlan> {
  const table = 'load_balancing.retries';
  return {
    enabled: settings.switchOf([table], true),
    attempts: settings.number([`${table}.attempts`], 3),
    perTryTimeoutMs: settings.number([`${table}.per_try_timeout`], 0),
    budgetRatio: settings.number([`${table}.budget`], 0.2),
  };
}

function lowerAffinity(settings: Settings, glance: string): Draft<SessionAffinityPlan> {
  const table = 'load_balancing.session_affinity';
  return {
    enabled: settings.switchOf([table, glance], false),
    method: settings.choice([`${table}.method`], ['cookie', 'ip'], 'cookie'),
    cookieName: settings.string([`${table}.cookie_name`], 'session_id'),
    timeoutMs: settings.number([`${table}.timeout`], 3_600_000),
  };
}

function lowerTls(settings: Settings, glance: string): Draft<TlsPlan> {
  const table = 'load_balancing.ssl';
  return {
    enabled: settings.switchOf([table, glance], false),
    certificate: settings.string([`${table}.certificate`], null),
    privateKey: settings.string([`${table}.private_key`], null),
    // The checker lets no other protocol through, so the texts are the plan's own.
    protocols: settings.strings(`${table}.protocols`, tlsProtocols) as Draft<TlsPlan['protocols']>,
  };
}
