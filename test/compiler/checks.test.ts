import { describe, expect, it } from 'vitest';
import { analyzeTexts, codesOf } from './analyze-texts.ts';

const metrics = (body: string): string =>
  `[auto_scaling]\nscoring = "weighted_excess"\n[auto_scaling.metrics]\n${body}\n`;

/** What is just in order beside what just is not. */
const limits: readonly (readonly [code: string, isFound: boolean, text: string])[] = [
  ['TSK5101', false, '[auto_scaling]\nscoring = "pressure"\nmin_instances = 5\nmax_instances = 5\n'],
  ['TSK5101', true, '[auto_scaling]\nscoring = "pressure"\nmin_instances = 6\nmax_instances = 5\n'],
  ['TSK5103', false, '[auto_scaling]\nscoring = "pressure"\nmin_instances = 0\n'],
  ['TSK5103', true, '[auto_scaling]\nmin_instances = 0\n'],
  ['TSK5104', false, '[auto_scaling.policies]\nscale_up = { cooldown_period = 30 }\n'],
  ['TSK5104', true, '[auto_scaling.policies]\nscale_up = { cooldown_period = 29 }\n'],
  ['TSK5105', false, '[load_balancing.health_checks]\ninterval = 5.1\ntimeout = 5\n'],
  ['TSK5105', true, '[load_balancing.health_checks]\ninterval = 5\ntimeout = 5\n'],
  ['TSK5105', false, '[load_balancing.health_checks]\nenabled = false\ninterval = 5\ntimeout = 5\n'],
  ['TSK5105', false, '[load_balancing.health_checks]\ninterval = @env("I", 5)\ntimeout = 5\n'],
  ['TSK5106', true, metrics('cpu_utilization = { threshold_high = 67 }')],
  ['TSK5106', false, metrics('cpu_utilization = { threshold_high = 66 }')],
  ['TSK5106', false, metrics('request_rate = { threshold_high = 100 }')],
  ['TSK5106', false, metrics('cpu_utilization = { threshold_high = 70, enabled = false }')],
  ['TSK5108', false, '[scalability_architecture.caching]\nredis_cluster = { nodes = 6, replication = 3 }\n'],
  ['TSK5108', false, '[scalability_architecture.caching]\nredis_cluster = { nodes = 3, replication = 0 }\n'],
  ['TSK5108', true, '[scalability_architecture.caching]\nredis_cluster = { nodes = 4, replication = 2 }\n'],
  ['TSK5115', false, '[service]\nenv = { LOG_LEVEL = "info", TOKEN_TTL = "5" }\n'],
  ['TSK5115', true, '[service]\nenv = { DB_PASSWORD = "x" }\n'],
  ['TSK5117', true, metrics('request_rate = { threshold_high = 10, threshold_low = 10 }')],
];

describe('the limits of the checks', () => {
  it.each(limits)('%s is found: %s\n%s', (code, isFound, text) => {
    expect(codesOf(analyzeTexts({ 'a.tsk': text })).includes(code)).toBe(isFound);
  });
});

describe('scale-up that full load does not reach', () => {
  it('says where no load at all makes the service grow', () => {
    const { diagnostics } = analyzeTexts({ 'a.tsk': metrics('cpu_utilization = { threshold_high = 70 }') });
    expect(diagnostics[0]?.message).toContain('is 0.429');
    expect(diagnostics[0]?.message).toContain('no load makes the service grow');
  });
});
