import type { BalancingPlan, HealthChecksPlan, LimitsPlan, ServerPlan } from '@tsk/schemas/plan';

const on = { enabled: true, weight: 1 };

/** What a plan says of balancing where nothing is written, apart from what the tests always choose. */
export const balancingDefaults: Pick<
  BalancingPlan,
  'algorithms' | 'hashKey' | 'slowStart' | 'outliers' | 'panicRatio' | 'maxRequestsPerInstance' | 'queue' | 'retries'
> = {
  algorithms: {
    round_robin: on,
    least_connections: on,
    ip_hash: on,
    least_response_time: on,
    random: on,
    p2c: on,
    ring_hash: on,
    maglev: on,
  },
  hashKey: 'ip',
  slowStart: { enabled: false, windowMs: 30_000, aggression: 1 },
  outliers: {
    enabled: true,
    consecutiveFailures: 5,
    consecutiveTimeouts: 2,
    successRatio: 0,
    latencyFactor: 0,
    minRequests: 20,
    intervalMs: 10_000,
    ejectionMs: 30_000,
    maxEjectedRatio: 0.5,
  },
  panicRatio: 0,
  maxRequestsPerInstance: 0,
  queue: { enabled: false, maxRequests: 1_000, timeoutMs: 5_000 },
  retries: { enabled: true, attempts: 3, perTryTimeoutMs: 0, budgetRatio: 0.2 },
};

/** What a plan says of probes where nothing is written, apart from their path and pace. */
export const probeDefaults: Pick<
  HealthChecksPlan,
  'type' | 'expectedStatus' | 'expectedHeader' | 'expectedBody' | 'failingIntervalMs' | 'jitterRatio'
> = {
  type: 'http',
  expectedStatus: '200-399',
  expectedHeader: null,
  expectedBody: null,
  failingIntervalMs: 1_000,
  jitterRatio: 0.1,
};

/** The parts of `[server]` for the operator, where nothing is written. */
export const operatorDefaults: Pick<ServerPlan, 'adminToken' | 'accessLog' | 'accessLogFormat'> = {
  adminToken: null,
  accessLog: null,
  accessLogFormat: 'json',
};

/** No limits. */
export const noLimits: LimitsPlan = {
  enabled: false,
  rates: [],
  maxConcurrentPerClient: 0,
  headers: true,
  allow: [],
  deny: [],
};
