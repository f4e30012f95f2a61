import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from '@tsk/parser';
import { checkConfig } from '@tsk/schemas';
import { describe, expect, it } from 'vitest';
import { sample } from './values.ts';

const folder = join(import.meta.dirname, '..', '..', 'examples', 'founding');

/** The settings that a founding document comes to; it must be without findings. */
function settingsOf(file: string): unknown {
  const { root } = parseDocument(readFileSync(join(folder, file), 'utf8'), { file });
  const { config, diagnostics } = checkConfig(root);
  expect(diagnostics).toEqual([]);
  return config.settings;
}

describe('the founding documents', () => {
  it('auto-scaling.tsk: times in milliseconds, percentages as shares', () => {
    expect(settingsOf('auto-scaling.tsk')).toMatchObject({
      auto_scaling: {
        enabled: true,
        strategy: 'predictive',
        scoring: 'weighted_excess',
        monitoring_interval: 60_000,
        metrics: {
          cpu_utilization: { enabled: true, threshold_high: 0.7, threshold_low: 0.3, weight: 0.4 },
          memory_utilization: { enabled: true, threshold_high: 0.8, threshold_low: 0.4, weight: 0.3 },
          request_rate: { enabled: true, threshold_high: 1000, threshold_low: 100, weight: 0.2 },
          response_time: { enabled: true, threshold_high: 2000, threshold_low: 500, weight: 0.1 },
        },
        policies: {
          scale_up: { cooldown_period: 300_000, min_instances: 2, max_instances: 20, scale_factor: 1.5 },
          scale_down: { cooldown_period: 600_000, min_instances: 2, max_instances: 20, scale_factor: 0.5 },
        },
        predictive: {
          enabled: true,
          algorithm: 'linear_regression',
          prediction_window: 3_600_000,
          confidence_threshold: 0.8,
        },
      },
    });
  });

  it('keeps the metrics in the order in which they are written', () => {
    const { config } = checkConfig(
      sample({ auto_scaling: { metrics: { response_time: true, cpu_utilization: true } } }).root,
    );
    expect(config.settings).toHaveProperty('auto_scaling.metrics');
    expect([...config.places.keys()].filter((pointer) => /metrics\/\w+$/.test(pointer))).toEqual([
      '/auto_scaling/metrics/response_time',
      '/auto_scaling/metrics/cpu_utilization',
    ]);
  });

  it('load-balancing.tsk: instances are none, and all else is as written', () => {
    expect(settingsOf('load-balancing.tsk')).toEqual({
      load_balancing: {
        enabled: true,
        algorithm: 'least_connections',
        algorithms: {
          round_robin: { enabled: true, weight: 1 },
          least_connections: { enabled: true, weight: 1 },
          ip_hash: { enabled: true, weight: 1 },
          least_response_time: { enabled: true, weight: 1 },
          random: { enabled: true, weight: 1 },
          p2c: { enabled: true, weight: 1 },
          ring_hash: { enabled: true, weight: 1 },
          maglev: { enabled: true, weight: 1 },
        },
        hash_key: 'ip',
        slow_start: { enabled: false, window: 30_000, aggression: 1 },
        outlier_detection: {
          enabled: true,
          consecutive_failures: 5,
          consecutive_timeouts: 2,
          success_rate: 0,
          latency_factor: 0,
          min_requests: 20,
          interval: 10_000,
          ejection_time: 30_000,
          max_ejected: 0.5,
        },
        panic_threshold: 0,
        max_requests_per_instance: 0,
        queue: { enabled: false, max_requests: 1000, timeout: 5000 },
        retries: { enabled: true, attempts: 3, per_try_timeout: 0, budget: 0.2 },
        instances: {},
        health_checks: {
          enabled: true,
          interval: 30_000,
          timeout: 5000,
          unhealthy_threshold: 3,
          healthy_threshold: 2,
          path: '/health',
          type: 'http',
          failing_interval: 1000,
          jitter: 0.1,
          expected_status: '200-399',
        },
        session_affinity: { enabled: true, method: 'cookie', cookie_name: 'session_id', timeout: 3_600_000 },
        ssl: {
          enabled: true,
          certificate: '/etc/ssl/certs/app.crt',
          private_key: '/etc/ssl/private/app.key',
          protocols: ['TLSv1.2', 'TLSv1.3'],
        },
      },
    });
  });

  it('scalability-architecture.tsk: the heads become `provider`', () => {
    expect(settingsOf('scalability-architecture.tsk')).toEqual({
      scalability_architecture: {
        strategy: 'horizontal_auto_scaling',
        platform: 'kubernetes',
        load_balancing: {
          provider: 'nginx',
          algorithm: 'least_connections',
          health_checks: true,
          session_affinity: true,
          ssl_termination: true,
        },
        caching: {
          provider: 'redis_cluster',
          redis_cluster: { enabled: true, nodes: 6, replication: 3, persistence: true, provision: 'external' },
          memcached: { enabled: false, nodes: 2 },
          application_cache: {
            enabled: true,
            strategy: 'write_through',
            ttl: 3_600_000,
            max_size: 64_000_000,
            max_entries: 100_000,
            stale_while_revalidate: 0,
            negative_ttl: 0,
            ttl_jitter: 0.1,
            early_refresh: true,
            eviction_policy: 'adaptive_w_tinylfu',
          },
          timeout: 250,
          key_prefix: 'tsk:',
          auto_optimize: false,
          optimize_interval: 60_000,
        },
        scaling: {
          horizontal: {
            enabled: true,
            min_instances: 2,
            max_instances: 20,
            target_cpu: 0.7,
            target_memory: 0.8,
            scale_up_cooldown: 300_000,
            scale_down_cooldown: 600_000,
          },
          vertical: { enabled: true, resource_monitoring: true, auto_adjustment: true },
          database: { enabled: true, read_replicas: 3, write_master: 1, connection_pooling: true },
        },
        monitoring: {
          metrics_collection: true,
          performance_monitoring: true,
          resource_tracking: true,
          alerting: true,
        },
      },
    });
  });

  it('debug-scalability.tsk: as written', () => {
    expect(settingsOf('debug-scalability.tsk')).toEqual({
      debug: {
        enabled: true,
        log_level: 'verbose',
        trace_scalability: true,
        output: { console: true, file: '/var/log/tusk-scalability-debug.log' },
      },
    });
  });
});
