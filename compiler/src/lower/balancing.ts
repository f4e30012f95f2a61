import type {
  AlgorithmOptions,
  BalancingPlan,
  HealthChecksPlan,
  SessionAffinityPlan,
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
    },
    health: lowerHealth(settings, `${glance}.health_checks`),
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
    path: settings.string([`${table}.path`], '/health'),
    intervalMs: settings.number([`${table}.interval`], 30_000),
    timeoutMs: settings.number([`${table}.timeout`], 5_000),
    unhealthyThreshold: settings.number([`${table}.unhealthy_threshold`], 3),
    healthyThreshold: settings.number([`${table}.healthy_threshold`], 2),
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
