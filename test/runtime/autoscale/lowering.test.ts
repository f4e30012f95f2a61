import type { ScalingPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { analyzeTexts } from '../../compiler/analyze-texts.ts';

/** What the settings of scaling become in the plan. */
function lower(text: string): Partial<ScalingPlan> {
  const { plan, diagnostics } = analyzeTexts({ 'app.tsk': text });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return plan.scaling as ScalingPlan;
}

const table = (...lines: readonly string[]): string => ['[auto_scaling]', ...lines, ''].join('\n');

it.each<[string, string, Partial<ScalingPlan>]>([
  [
    'an objective by default, with a service time that is measured',
    table('scoring = "slo"'),
    {
      slo: {
        workers: 10,
        serviceTimeMs: null,
        waitMs: 500,
        lateRatio: 0.01,
        violationCost: 0.5,
        startUpMs: 120_000,
        holdMs: 120_000,
      },
    },
  ],
  [
    'an objective in its own units',
    table(
      'scoring = "auto"',
      '[auto_scaling.slo]',
      'workers = 4',
      'service_time = "20ms"',
      'wait = "1s"',
      'late = "5%"',
      'violation_cost = 2',
      'start_up = "45s"',
      'hold = "5m"',
    ),
    {
      slo: {
        workers: 4,
        serviceTimeMs: 20,
        waitMs: 1000,
        lateRatio: 0.05,
        violationCost: 2,
        startUpMs: 45_000,
        holdMs: 300_000,
      },
    },
  ],
  [
    'the steps in their order, with percentages as ratios',
    table(
      'scoring = "step"',
      '[auto_scaling.steps.busy]',
      'metric = "cpu_utilization"',
      'above = 80',
      'change = 2',
      '[auto_scaling.steps.slow]',
      'metric = "response_time_p95"',
      'below = 300',
      'change = -25',
      'unit = "percent"',
    ),
    {
      steps: [
        { metric: 'cpu_utilization', above: 0.8, below: null, change: 2, unit: 'instances' },
        { metric: 'response_time_p95', above: null, below: 300, change: -25, unit: 'percent' },
      ],
    },
  ],
])('%s', (_, text, expected) => {
  expect(lower(text)).toMatchObject(expected);
});

it('takes of the simulation what the objective does not say', () => {
  const text = `${table('scoring = "slo"')}[simulation]\nservice_time = "30ms"\nworkers = 3\nslo = "200ms"\nstart_up = "10s"\n`;
  expect(lower(text).slo).toMatchObject({ workers: 3, serviceTimeMs: 30, waitMs: 200, startUpMs: 10_000 });
});

it('has no objective where no rule keeps one', () => {
  expect(lower(table('scoring = "pressure"'))).not.toHaveProperty('slo');
});

it('has a pace only in the direction that one is written for', () => {
  const text = table(
    'scoring = "hpa"',
    '[auto_scaling.policies.scale_up]',
    'pods = 2',
    'pods_period = "1m"',
    'tolerance = "5%"',
    'select = "min"',
  );
  const { scaleUp, scaleDown } = lower(text);
  expect(scaleUp?.pace).toEqual({
    windowMs: null,
    toleranceRatio: 0.05,
    select: 'min',
    pods: 2,
    podsPeriodMs: 60_000,
    percent: null,
    percentPeriodMs: 15_000,
  });
  expect(scaleDown).not.toHaveProperty('pace');
});

it('knows where a signal is read from', () => {
  const url = 'http://127.0.0.1:9100/metrics';
  const text = table(
    'scoring = "pressure"',
    '[auto_scaling.metrics.queue_length]',
    `source = "${url}"`,
    'source_timeout = "500ms"',
  );
  expect(lower(text).metrics?.[0]).toMatchObject({
    name: 'queue_length',
    source: { url, series: 'queue_length', timeoutMs: 500, scale: 1 },
  });
});

describe('sizes of instances', () => {
  const architecture = (strategy: string, vertical: string): string =>
    `[scalability_architecture]\nstrategy = "${strategy}"\n[scalability_architecture.scaling]\nvertical = ${vertical}\n`;
  const applied = '{ enabled = true, auto_adjustment = true }';

  it.each<[string, string, string | undefined]>([
    ['horizontal_auto_scaling', applied, 'recommend'],
    ['vertical_scaling', '{ enabled = true }', 'recommend'],
    ['vertical_scaling', applied, 'apply'],
    ['hybrid_scaling', applied, 'hybrid'],
    ['hybrid_scaling', 'false', undefined],
    ['hybrid_scaling', '{ enabled = true, resource_monitoring = false }', undefined],
  ])('under %s with vertical = %s are: %s', (strategy, switches, mode) => {
    expect(lower(architecture(strategy, switches)).vertical?.mode).toBe(mode);
  });

  it('are those of Kubernetes where nothing is written', () => {
    expect(lower(architecture('vertical_scaling', 'true')).vertical).toEqual({
      mode: 'recommend',
      minCpuCores: 0.1,
      maxCpuCores: null,
      minMemoryBytes: 64_000_000,
      maxMemoryBytes: null,
      percentile: 0.9,
      marginRatio: 0.15,
      halfLifeMs: 86_400_000,
      workersVariable: null,
      nodeHeap: false,
      cgroup: null,
    });
  });

  it('take what is written', () => {
    const text = `${architecture('hybrid_scaling', applied)}[auto_scaling.vertical]
min_cpu = 0.5
max_cpu = 4
min_memory = "128MB"
max_memory = "2GiB"
percentile = "95%"
margin = 0.2
half_life = "6h"
workers_variable = "WEB_CONCURRENCY"
node_heap = true
cgroup = "/sys/fs/cgroup/shop"
`;
    expect(lower(text).vertical).toMatchObject({
      mode: 'hybrid',
      minCpuCores: 0.5,
      maxCpuCores: 4,
      minMemoryBytes: 128_000_000,
      maxMemoryBytes: 2 * 1024 ** 3,
      percentile: 0.95,
      marginRatio: 0.2,
      halfLifeMs: 6 * 3_600_000,
      workersVariable: 'WEB_CONCURRENCY',
      nodeHeap: true,
      cgroup: '/sys/fs/cgroup/shop',
    });
  });

  it('leave the number alone where they alone change', () => {
    const scaling = '[auto_scaling]\nmin_instances = 3\nmax_instances = 9\n';
    expect(lower(architecture('vertical_scaling', applied) + scaling).enabled).toBe(false);
    expect(lower(architecture('hybrid_scaling', applied) + scaling).enabled).toBe(true);
  });
});
