import { describe, expect, test } from 'vitest';
import { type Behavior, defaultBehavior } from '../../runtime/src/autoscale/hpa/behavior.ts';
import { changeWithin, recordEvent } from '../../runtime/src/autoscale/hpa/events.ts';
import { limitByBehavior, limitWithoutBehavior } from '../../runtime/src/autoscale/hpa/limits.ts';
import { groupPods, type Pod } from '../../runtime/src/autoscale/hpa/pods.ts';
import { initialHpaMemory, reconcile } from '../../runtime/src/autoscale/hpa/reconcile.ts';
import {
  type Proposal,
  proposeForAverageValue,
  proposeForPodMetric,
  proposeForResource,
  proposeForValue,
  type Workload,
} from '../../runtime/src/autoscale/hpa/replicas.ts';
import { stabiliseReplicas, stabiliseWithoutBehavior } from '../../runtime/src/autoscale/hpa/stabilise.ts';
import { defaultTolerance, meanUsageRatio, resourceUsageRatio } from '../../runtime/src/autoscale/hpa/usage-ratio.ts';
import { present, toPods, toRules, toSamples, type Vector, vectorsOf } from './hpa-vectors.ts';

/** Vectors that are not followed. */
const skipped: Readonly<Record<string, string>> = {
  TestScaleDownOneMetricInvalid: 'the rule of 1.20; today an invalid metric forbids going down',
  TestReplicaCalcEmptyMetrics: "expects the error text of the test's own metrics API",
};

const nowMs = 1_600_000_000_000;
const options = {
  tolerance: defaultTolerance,
  // What Kubernetes' tests run with.
  delays: { cpuInitializationPeriod: 120, initialReadinessDelay: 10 },
};

/** The vectors of a suite as rows of a table: a sentence, and the vector. */
const rowsOf = (suite: string): [string, Vector][] =>
  vectorsOf(suite)
    .filter(({ name }) => !(name in skipped))
    .map((vector) => [`${suite}: ${vector.name}`, vector]);

const past = ({ n, age }: { n: number; age: number }) => ({ atMs: nowMs - age * 1000, instances: n });
const event = ({ change, age, outdated = false }: { change: number; age: number; outdated?: boolean }) => ({
  atMs: nowMs - age * 1000,
  change,
  outdated,
});

describe.skipIf(!present)("Kubernetes' own test cases (skipped where they are not there)", () => {
  test('there are many, and every skipped one exists', () => {
    expect(vectorsOf().length).toBeGreaterThan(130);
    const names = vectorsOf().map(({ name }) => name);
    for (const name of Object.keys(skipped)) expect(names).toContain(name);
  });

  test.each(rowsOf('groupPods'))('%s', (_, { in: given, expect: expected }) => {
    const groups = groupPods(toPods(given.pods), toSamples(given.metrics), given.resource, options.delays);
    expect(groups).toEqual(expected);
  });

  test.each(rowsOf('resourceRatio'))('%s', (_, { in: given, expect: expected }) => {
    const ratio = resourceUsageRatio(
      toSamples(given.metrics),
      new Map(Object.entries<number>(given.requests)),
      given.target,
    );
    expect(ratio).toEqual({ ratio: expected.ratio, usage: expected.util, mean: expected.raw });
  });

  test.each(rowsOf('metricRatio'))('%s', (_, { in: given, expect: expected }) => {
    const { ratio, usage } = meanUsageRatio(toSamples(given.metrics), given.target);
    expect({ ratio, usage }).toEqual({ ratio: expected.ratio, usage: expected.util });
  });

  test.each(rowsOf('replicas'))('%s', (_, { in: given, expect: expected }) => {
    const workload: Workload = {
      pods: toPods(given.pods),
      specReplicas: given.currentReplicas,
      statusReplicas: given.currentReplicas,
    };
    const proposal = propose(given, workload);
    if (expected.error !== undefined) {
      expect(proposal.ok ? '' : proposal.error).toContain(expected.error);
      return;
    }
    expect(proposal).toMatchObject({ ok: true, replicas: expected.replicas, usage: expected.utilization });
    if (expected.raw !== undefined) expect(proposal).toMatchObject({ mean: expected.raw });
  });

  test.each(rowsOf('convertWithRules'))('%s', (_, { in: given, expect: expected }) => {
    const { replicas, reason } = limitWithoutBehavior(given, given.scaleUpLimitFactor);
    expect({ replicas, condition: reason }).toEqual(expected);
  });

  test.each(rowsOf('stabilizeSimple'))('%s', (_, { in: given, expect: expected }) => {
    const stable = stabiliseWithoutBehavior(given.recommendations.map(past), given.desired, given.window, nowMs);
    expect(stable.replicas).toBe(expected.replicas);
    expect(stable.recommendations).toHaveLength(expected.logLength);
  });

  test.each(rowsOf('convertWithBehavior'))('%s', (_, { in: given, expect: expected }) => {
    const events = { ups: given.ups.map(event), downs: given.downs.map(event) };
    const { replicas, reason } = limitByBehavior(given, toBehavior(given), events, nowMs);
    expect({ replicas, condition: reason }).toEqual(expected);
  });

  test.each(rowsOf('storeEvent'))('%s', (_, { in: given, expect: expected }) => {
    const before = given.prev.map(event);
    const rules = toRules(given.rules, defaultBehavior.up);
    expect(changeWithin(before, given.period, nowMs)).toBe(expected.changeInPeriod);
    const after = recordEvent(before, given.change, rules, nowMs);
    expect(after.map(({ change, outdated }) => ({ change, outdated }))).toEqual(expected.events);
  });

  test.each(rowsOf('stabilizeBehavior'))('%s', (_, { in: given, expect: expected }) => {
    const behavior: Behavior = {
      up: { ...defaultBehavior.up, stabilizationWindowSeconds: given.upWindow },
      down: { ...defaultBehavior.down, stabilizationWindowSeconds: given.downWindow },
    };
    const stable = stabiliseReplicas(given.recommendations.map(past), given, behavior, nowMs);
    expect(stable.replicas).toBe(expected.replicas);
    expect(stable.recommendations.map(({ instances }) => instances)).toEqual(expected.recommendations);
  });

  test.each(rowsOf('reconcile'))('%s', (_, { in: given, expect: expected }) => {
    const pods = toPods(given.pods);
    const workload: Workload = { pods, specReplicas: given.specReplicas, statusReplicas: given.statusReplicas };
    const proposals = given.specs.map((spec: MetricSpec) => proposeForSpec(spec, given, workload));
    const memory = { ...initialHpaMemory, recommendations: given.recommendations?.map(past) ?? null };
    const pace =
      given.behavior === null
        ? { downWindowSeconds: 300, scaleUpFactor: given.scaleUpLimitFactor }
        : toBehavior(given.behavior);
    expect(reconcile(memory, workload, proposals, { min: given.min, max: given.max, pace }, nowMs).replicas).toBe(
      expected.desired,
    );
  });
});

/** One proposal by the kind of the vector's metric. */
function propose(given: Vector['in'], workload: Workload): Proposal {
  const { kind, resource, container, target, usage } = given;
  const samples = toSamples(given.metrics);
  switch (kind) {
    case 'resource':
      return proposeForResource({ resource, container, samples, target }, workload, options);
    case 'podMetric':
      return proposeForPodMetric({ resource, samples, target }, workload, options);
    case 'objectMetric':
    case 'externalMetric':
      return proposeForValue(usage, target, workload, options);
    default:
      return proposeForAverageValue(usage, target, workload, options);
  }
}

/** A metric of an autoscaler, as the vectors write it. */
interface MetricSpec {
  readonly type: string;
  readonly target?: number;
  readonly averageUtilization?: number;
  readonly averageValue?: number;
  readonly value?: number;
  readonly container?: string;
}

/** What a metric of a whole autoscaler asks for: `levels` are the values of the pods, or of the object. */
function proposeForSpec(spec: MetricSpec, given: Vector['in'], workload: Workload): Proposal {
  const levels: readonly number[] = given.levels;
  const perPod = (value: (level: number) => number) =>
    new Map(levels.map((level, index) => [`test-pod-${index}`, { value: value(level), age: 0, window: 60 }]));
  const half = (level: number) => Math.trunc(level / 2);
  const total = levels.reduce((sum, level) => sum + level, 0);
  const target = spec.target ?? spec.averageUtilization ?? 0;
  switch (spec.type) {
    case 'Resource':
      return proposeForResource(
        { resource: 'cpu', samples: perPod((level) => 2 * half(level)), target },
        workload,
        options,
      );
    case 'ContainerResource': {
      const samples = perPod(half);
      return proposeForResource({ resource: 'cpu', container: spec.container, samples, target }, workload, options);
    }
    case 'Pods': {
      const samples = perPod((level) => level);
      return proposeForPodMetric({ resource: '', samples, target: spec.averageValue ?? 0 }, workload, options);
    }
    case 'Object':
    case 'External':
      if (given.externalFails && spec.type === 'External') return { ok: false, error: 'unable to get external metric' };
      return spec.averageValue === undefined
        ? proposeForValue(total, spec.value ?? 0, workload, options)
        : proposeForAverageValue(total, spec.averageValue, workload, options);
    default:
      return { ok: false, error: `unknown metric source type ${spec.type}` };
  }
}

function toBehavior({ up, down }: Vector['in']): Behavior {
  return { up: toRules(up, defaultBehavior.up), down: toRules(down, defaultBehavior.down) };
}

describe('what is newer than those cases', () => {
  const pod = (name: string): Pod => ({
    name,
    phase: 'Running',
    deleted: false,
    ready: true,
    startAge: 3600,
    transitionAge: 3600,
    requests: { app: 1000 },
  });
  const pods = ['a', 'b', 'c', 'd'].map(pod);
  const workload: Workload = { pods, specReplicas: 4, statusReplicas: 4 };
  const use = (value: number, names = pods.map(({ name }) => name)) =>
    toSamples(Object.fromEntries(names.map((name) => [name, { value }])));

  test.each([
    { name: 'a wide one upwards lets 15 % pass', tolerance: { up: 0.2, down: 0.05 }, value: 575, replicas: 4 },
    { name: 'a narrow one upwards acts on 5 %', tolerance: { up: 0.03, down: 0.2 }, value: 525, replicas: 5 },
    { name: 'a wide one downwards lets 15 % pass', tolerance: { up: 0, down: 0.3 }, value: 375, replicas: 4 },
    { name: 'a narrow one downwards acts on 26 %', tolerance: { up: 0.5, down: 0.1 }, value: 370, replicas: 3 },
    { name: 'both of its ends are within', tolerance: { up: 0.1, down: 0.1 }, value: 550, replicas: 4 },
  ])('tolerance by direction: $name', ({ tolerance, value, replicas }) => {
    const metric = { resource: 'cpu', samples: use(value), target: 50 };
    expect(proposeForResource(metric, workload, { ...options, tolerance })).toMatchObject({ replicas });
  });

  test.each([
    // 3 × 1500 and one at 2 × 1000: 162 % of a target of 200 % is 0.81, and 3.24 replicas; a guess of 100 % would give 2.75.
    { name: 'over 100 % a missing pod counts at the target', target: 200, value: 1500, replicas: 4 },
    { name: 'under 100 % a missing pod counts at its request', target: 80, value: 300, replicas: 3 },
  ])('targets: $name', ({ target, value, replicas }) => {
    const metric = { resource: 'memory', samples: use(value, ['a', 'b', 'c']), target };
    expect(proposeForResource(metric, workload, options)).toMatchObject({ replicas });
  });

  test.each<{ name: string; proposals: Proposal[]; replicas: number; reason: string }>([
    { name: 'it forbids going down', proposals: [asks(2), fails], replicas: 4, reason: 'InvalidMetrics' },
    { name: 'it does not forbid going up', proposals: [asks(7), fails], replicas: 7, reason: 'DesiredWithinRange' },
    { name: 'alone it changes nothing', proposals: [fails], replicas: 4, reason: 'InvalidMetrics' },
  ])('an invalid metric: $name', ({ proposals, replicas, reason }) => {
    const memory = { ...initialHpaMemory, recommendations: [] };
    const spec = { min: 1, max: 10, pace: defaultBehavior };
    expect(reconcile(memory, workload, proposals, spec, nowMs)).toMatchObject({ replicas, reason });
  });

  test('pods removed within the period count as still there for the rules of going up', () => {
    const events = { ups: [], downs: [event({ change: 10, age: 5 })] };
    const input = { current: 10, desired: 100, min: 1, max: 1000 };
    expect(limitByBehavior(input, defaultBehavior, events, nowMs).replicas).toBe(40);
  });

  test('a disabled direction stays where it is', () => {
    const behavior: Behavior = { ...defaultBehavior, down: { ...defaultBehavior.down, selectPolicy: 'Disabled' } };
    const input = { current: 10, desired: 2, min: 1, max: 20 };
    expect(limitByBehavior(input, behavior, { ups: [], downs: [] }, nowMs)).toEqual({
      replicas: 10,
      reason: 'ScaleDownLimit',
    });
  });
});

function asks(replicas: number): Proposal {
  return { ok: true, replicas, usage: 0 };
}

const fails: Proposal = { ok: false, error: 'no values' };
