import { analyze } from '@tsk/compiler';
import { describe, expect, it } from 'vitest';

const analyzeText = (text: string) => analyze({ files: new Map([['a.tsk', text]]), env: {}, nowMs: 0 }, ['a.tsk']);

/** The plan that a text comes to, with the keys under which its values are written. */
function planOf(text: string) {
  const { plan, diagnostics } = analyzeText(text);
  expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
  return { plan, keyOf: (pointer: string) => plan.origins[pointer]?.key };
}

describe('a setting under another name', () => {
  it('means the same, and its origin is the key as it is written', () => {
    const { plan, keyOf } = planOf(
      '[load_balancer]\nstrategy = "least_conn"\nhealth_check_path = "/up"\nsticky_sessions = true\n',
    );
    expect(plan.balancing).toMatchObject({
      algorithm: 'least_connections',
      health: { enabled: true, path: '/up' },
      affinity: { enabled: true },
    });
    expect(keyOf('/balancing/algorithm')).toBe('load_balancer.strategy');
    expect(keyOf('/balancing/health/path')).toBe('load_balancer.health_check_path');
    expect(keyOf('/balancing/affinity/enabled')).toBe('load_balancer.sticky_sessions');
  });

  it('in a table of the survey scales the same service', () => {
    const { plan } = planOf(
      '[scaling]\nauto_scale: true\nminReplicas: 3\nmax-replicas: 9\ncpu_threshold: "80%"\ncooldown_period: "300s"\n',
    );
    expect(plan.scaling).toMatchObject({ enabled: true, minInstances: 3, maxInstances: 9 });
    expect(JSON.stringify(plan.scaling)).toContain('"cooldownMs":300000');
  });

  it('is told, table and key, with fixes that together leave nothing to tell', () => {
    const text = '[load_balancer]\nhealth_check_path = "/up"\nSession-Affinity = true\n';
    const found = analyzeText(text).diagnostics;
    expect(found.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`)).toEqual([
      'TSK4014 load_balancer',
      'TSK4014 health_check_path',
      'TSK4014 Session-Affinity',
    ]);
    const edits = found.flatMap(({ fix }) => fix?.edits ?? []).toSorted((a, b) => b.span.start - a.span.start);
    const fixed = edits.reduce((t, { span, newText }) => t.slice(0, span.start) + newText + t.slice(span.end), text);
    expect(fixed).toBe('[load_balancing]\nhealth_checks.path = "/up"\nsession_affinity = true\n');
    expect(analyzeText(fixed).diagnostics.filter(({ code }) => code.startsWith('TSK4'))).toEqual([]);
  });

  it('and under its own, in two files, is told as a contradiction', () => {
    const files = new Map([
      ['a.tsk', '[auto_scaling]\nmax_instances = 5\n'],
      ['b.tsk', '[auto_scaling]\nmax_replicas = 6\n'],
    ]);
    const { diagnostics } = analyze({ files, env: {}, nowMs: 0 }, ['a.tsk', 'b.tsk']);
    expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toContain('TSK4015 b.tsk');
  });
});

describe('a table of another program', () => {
  const rows = [
    '[database]\nhost = "db"\nport = 5432\n',
    '[server]\nworkers = 4\nssl = true\nreload = @query("SELECT 1")\n',
    '[scaling]\ncurrent_load = @query("SELECT 1")\ninstances = 5\n',
    '[pool]\ntoken_a = "FLEX"\ntoken_b = "USDT"\nfee_rate = 0.003\n',
    '[monitoring]\nmetrics = @metrics("x")\n',
    'name = "app"\nversion = "1.0"\ndebug_port = 9229\n',
  ];
  for (const text of rows) {
    it(`is left alone: ${text.split('\n')[0]}`, () => {
      expect(analyzeText(text).diagnostics.filter(({ code }) => code.startsWith('TSK4'))).toEqual([]);
      expect(analyzeText(text).plan.server).toEqual(analyzeText('').plan.server);
    });
  }
});

it('host and port of [server] are where it listens, unless `listen` says so', () => {
  const { plan, keyOf } = planOf('[server]\nhost = "0.0.0.0"\nport = 9000\n');
  expect(plan.server).toMatchObject({ host: '0.0.0.0', port: 9000 });
  expect(keyOf('/server/port')).toBe('server.port');
  expect(planOf('[server]\nlisten = "[::]:80"\nport = 9000\n').plan.server).toMatchObject({ host: '::', port: 80 });
});

it('a rate may be written per second, minute or hour', () => {
  for (const rate of ['100', '"100/s"', '100rps', '"6000 per minute"', '"360000/hour"']) {
    const { plan } = planOf(`[auto_scaling.metrics]\nrequest_rate = { threshold_high = ${rate}, threshold_low = 1 }\n`);
    expect(JSON.stringify(plan.scaling)).toContain('"high":100');
  }
});

it('a fix for missing keys continues the layout of the text', () => {
  const text = '[load_balancing.instances.a]\n  host = "x"\n';
  const [finding] = analyzeText(text).diagnostics.filter(({ code }) => code === 'TSK4006');
  expect(finding?.fix?.edits).toEqual([{ span: { start: 41, end: 41 }, newText: '\n  port = 3000' }]);
});
