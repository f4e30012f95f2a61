import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyzeTexts } from './analyze-texts.ts';

const folder = new URL('../../examples/founding/', import.meta.url);
const texts = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith('.tsk'))
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);

describe('the founding documents', () => {
  const analysis = analyzeTexts(texts);
  const { plan } = analysis;

  it('have no errors', () => {
    expect(analysis.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('scale as they say', () => {
    expect(plan.scaling).toMatchObject({
      enabled: true,
      strategy: 'predictive',
      intervalMs: 60_000,
      minInstances: 2,
      maxInstances: 20,
    });
    expect(plan.scaling.metrics.map(({ name, high, low, weight }) => [name, high, low, weight])).toEqual([
      ['cpu_utilization', 0.7, 0.3, 0.4],
      ['memory_utilization', 0.8, 0.4, 0.3],
      ['request_rate', 1000, 100, 0.2],
      ['response_time', 2000, 500, 0.1],
    ]);
    expect(plan.scaling.scaleUp).toEqual({
      cooldownMs: 300_000,
      minInstances: 2,
      maxInstances: 20,
      factor: 1.5,
      threshold: null,
    });
    expect(plan.scaling.scaleDown).toEqual({
      cooldownMs: 600_000,
      minInstances: 2,
      maxInstances: 20,
      factor: 0.5,
      threshold: null,
    });
  });

  it('balance and cache as they say', () => {
    expect(plan.balancing).toMatchObject({ provider: 'nginx', algorithm: 'least_connections' });
    expect(plan.balancing.tls).toMatchObject({ enabled: true, certificate: '/etc/ssl/certs/app.crt' });
    expect(plan.cache).toMatchObject({
      provider: 'redis_cluster',
      application: { enabled: true, strategy: 'write_through', ttlMs: 3_600_000 },
      redisCluster: { enabled: true, nodes: 6, replication: 3, persistence: true },
      memcached: { enabled: false, nodes: 2 },
    });
  });

  it('lead back from a value to where it was written', () => {
    const origin = plan.origins['/scaling/maxInstances'];
    expect(origin).toEqual({ source: 0, line: 40, column: 21, key: 'auto_scaling.policies.scale_up.max_instances' });
    expect(plan.origins['/balancing/provider']?.key).toBe('scalability_architecture.load_balancing');
    expect(plan.origins).not.toHaveProperty('/server/port');
  });

  it('are told the load from which the weighted score acts', () => {
    const finding = analysis.diagnostics.find(({ code }) => code === 'TSK5106');
    expect(finding?.message).toContain('score is 0.246');
    expect(finding?.message).toContain('`response_time` passes 7071 ms');
  });
});
