import type { Plan, ServicePlan } from '@tsk/schemas/plan';
import { balancingDefaults, noLimits, operatorDefaults, probeDefaults } from '../../plan-defaults.ts';
import { samplePlan } from '../../schemas/sample-plan.ts';
import { founding } from '../autoscale/founding.ts';

/** A plan for tests: two instances of a small service, no TLS, free ports everywhere, probes and stops in tenths of a second. */
export const testPlan: Plan = {
  version: 1,
  sources: [{ path: 'app.tsk', sha256: '0'.repeat(64) }],
  strategy: 'horizontal_auto_scaling',
  platform: 'local',
  limits: noLimits,
  server: {
    ...operatorDefaults,
    host: '127.0.0.1',
    port: 0,
    adminHost: '127.0.0.1',
    adminPort: 0,
    requestTimeoutMs: 10_000,
    keepAliveTimeoutMs: 1000,
    shutdownTimeoutMs: 5000,
    maxBodyBytes: 0,
    trustedProxies: [],
  },
  service: serviceOf(`require('http').createServer((q, s) => {
    const { searchParams } = new URL(q.url, 'http://x');
    setTimeout(() => s.end(String(process.pid)), Number(searchParams.get('ms') ?? 0));
  }).listen(process.env.PORT, '127.0.0.1')`),
  instances: [],
  balancing: {
    enabled: true,
    provider: null,
    algorithm: 'round_robin',
    ...balancingDefaults,
    health: {
      ...probeDefaults,
      enabled: true,
      path: '/',
      intervalMs: 200,
      timeoutMs: 2000,
      unhealthyThreshold: 3,
      healthyThreshold: 1,
    },
    affinity: { enabled: false, method: 'cookie', cookieName: 'sid', timeoutMs: 0 },
    tls: { enabled: false, certificate: null, privateKey: null, protocols: ['TLSv1.2', 'TLSv1.3'] },
  },
  cache: samplePlan.cache,
  scaling: { ...founding, maxInstances: 4 },
  vertical: { enabled: false, resourceMonitoring: false, autoAdjustment: false },
  database: { enabled: false, readReplicas: 0, writeMasters: 1, connectionPooling: false },
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
  origins: {},
};

/** A service that runs a script with this Node. */
export function serviceOf(script: string): ServicePlan {
  return {
    name: 'test service',
    provider: 'process',
    command: process.execPath,
    args: ['-e', script],
    env: {},
    workingDirectory: null,
    portVariable: 'PORT',
    cpuCores: 1,
    memoryBytes: null,
    startTimeoutMs: 10_000,
    drainTimeoutMs: 2000,
    stopTimeoutMs: 1000,
  };
}

/** Where a value of the test plan was written, for messages that cite it. */
export function writtenAt(pointer: string, line: number): Plan['origins'] {
  return { [pointer]: { source: 0, line, column: 5, key: 'some.key' } };
}
