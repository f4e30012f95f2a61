import type { Plan } from '@tsk/schemas/plan';
import { balancingDefaults, noLimits, operatorDefaults, probeDefaults } from '../plan-defaults.ts';

/** A whole plan, as small as plans are. */
export const samplePlan: Plan = {
  version: 1,
  sources: [{ path: 'shop.tsk', sha256: 'a'.repeat(64) }],
  strategy: 'horizontal_auto_scaling',
  platform: 'local',
  limits: noLimits,
  server: {
    ...operatorDefaults,
    host: '127.0.0.1',
    port: 8080,
    adminHost: '127.0.0.1',
    adminPort: 9090,
    requestTimeoutMs: 30_000,
    keepAliveTimeoutMs: 60_000,
    shutdownTimeoutMs: 30_000,
    maxBodyBytes: 10_000_000,
    trustedProxies: [],
  },
  service: {
    name: 'shop',
    provider: 'process',
    command: null,
    args: [],
    env: { LOG_LEVEL: 'debug', A: '1' },
    workingDirectory: null,
    portVariable: 'PORT',
    cpuCores: 1,
    memoryBytes: null,
    startTimeoutMs: 30_000,
    drainTimeoutMs: 30_000,
    stopTimeoutMs: 5000,
  },
  instances: [],
  balancing: {
    enabled: true,
    provider: null,
    algorithm: 'round_robin',
    ...balancingDefaults,
    health: {
      ...probeDefaults,
      enabled: true,
      path: '/health',
      intervalMs: 30_000,
      timeoutMs: 5000,
      unhealthyThreshold: 3,
      healthyThreshold: 2,
    },
    affinity: { enabled: false, method: 'cookie', cookieName: 'session_id', timeoutMs: 3_600_000 },
    tls: { enabled: false, certificate: null, privateKey: null, protocols: ['TLSv1.2', 'TLSv1.3'] },
  },
  cache: {
    provider: null,
    response: {
      enabled: false,
      maxBytes: 0,
      maxEntryBytes: 0,
      policy: 'lru',
      shared: true,
      sortQuery: false,
      ignoredQuery: [],
    },
    application: {
      enabled: false,
      strategy: 'cache_aside',
      ttlMs: 0,
      maxBytes: 64_000_000,
      maxEntries: 100_000,
      staleMs: 0,
      negativeTtlMs: 0,
      ttlJitter: 0.1,
      earlyRefresh: true,
      policy: 'lru',
    },
    redis: { enabled: false, url: 'redis://127.0.0.1:6379' },
    redisCluster: {
      enabled: false,
      nodes: 6,
      replication: 3,
      persistence: true,
      addresses: [],
      password: null,
      provision: 'external',
      dataFolder: null,
    },
    memcached: { enabled: false, nodes: 1, addresses: [] },
    timeoutMs: 250,
    keyPrefix: 'tsk:',
    optimizer: { apply: false, intervalMs: 60_000, hitRateTrigger: null, sizeTrigger: null },
  },
  scaling: {
    enabled: true,
    strategy: 'reactive',
    scoring: 'weighted_excess',
    intervalMs: 60_000,
    minInstances: 1,
    maxInstances: 4,
    metrics: [{ name: 'cpu_utilization', enabled: true, unit: 'ratio', high: 0.7, low: 0.3, weight: 1 }],
    scaleUp: { cooldownMs: 300_000, minInstances: 1, maxInstances: 4, factor: 1.5, threshold: null },
    scaleDown: { cooldownMs: 600_000, minInstances: 1, maxInstances: 4, factor: 0.5, threshold: null },
    predictive: {
      enabled: false,
      algorithm: 'linear_regression',
      windowMs: 3_600_000,
      confidence: 0.8,
      horizonMs: null,
    },
    thresholdStep: { cpuRatio: 0.7, memoryRatio: 0.8 },
    stateFile: null,
  },
  vertical: { enabled: false, resourceMonitoring: true, autoAdjustment: false },
  database: { enabled: false, readReplicas: 0, writeMasters: 1, connectionPooling: true },
  monitoring: { metricsCollection: true, performanceMonitoring: true, resourceTracking: true, alerting: true },
  simulation: {
    serviceTimeMs: 100,
    workers: 10,
    startUpMs: 120_000,
    drainMs: 30_000,
    sloMs: 500,
    costPerInstanceHour: 0.1,
    stepMs: 5000,
  },
  debug: { enabled: false, logLevel: 'info', traceScalability: false, console: true, file: null },
  origins: {
    '/scaling': { source: 0, line: 3, column: 1, key: 'auto_scaling' },
    '/scaling/intervalMs': { source: 0, line: 4, column: 23, key: 'auto_scaling.monitoring_interval' },
  },
};

/** The sample plan as JSON, with one value put in another's place; undefined removes it. */
export function planWith(path: string, value: unknown): unknown {
  return replace(JSON.parse(JSON.stringify(samplePlan)), path.split('.'), value);
}

function replace(node: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  const members = new Map<string, unknown>(Object.entries(Object(node)));
  members.set(key, rest.length === 0 ? value : replace(members.get(key), rest, value));
  const entries = [...members].filter(([, member]) => member !== undefined);
  return Array.isArray(node) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}
