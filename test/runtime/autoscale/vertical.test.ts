import type { VerticalScalingPlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { describeDecision } from '../../../runtime/src/autoscale/describe.ts';
import { type EngineState, initialEngineState, stepEngine } from '../../../runtime/src/autoscale/engine.ts';
import type { Decision, Observation, Signals } from '../../../runtime/src/autoscale/policies/policy.ts';
import { fromJson, toJson } from '../../../runtime/src/autoscale/state-json.ts';
import { describeSizing } from '../../../runtime/src/autoscale/vertical/describe-sizing.ts';
import type { InstanceSize, SizeObservation } from '../../../runtime/src/autoscale/vertical/instance-size.ts';
import { calm, founding } from './founding.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MB = 1e6;

const vertical: VerticalScalingPlan = {
  mode: 'apply',
  minCpuCores: 0.1,
  maxCpuCores: 4,
  minMemoryBytes: 64 * MB,
  maxMemoryBytes: null,
  percentile: 0.9,
  marginRatio: 0.15,
  halfLifeMs: DAY,
  workersVariable: 'WEB_CONCURRENCY',
  nodeHeap: false,
  cgroup: null,
};

interface Run {
  readonly state: EngineState;
  readonly size: InstanceSize;
  readonly count: number;
  readonly decisions: readonly Decision[];
}

interface Scene {
  readonly plan?: Partial<VerticalScalingPlan>;
  readonly size?: InstanceSize;
  readonly count?: number;
  readonly applies?: SizeObservation['applies'];
  /** What an instance uses, minute by minute. */
  readonly use: (minute: number, size: InstanceSize) => InstanceSize;
  readonly minutes: number;
  readonly signals?: (minute: number, size: InstanceSize) => Signals;
  readonly outOfMemoryAt?: number;
}

/** Runs the engine once a minute, and gives instances the size and the number that it decides. */
function play(scene: Scene): Run {
  const { use, minutes, applies = 'live', signals = () => calm, outOfMemoryAt } = scene;
  const config = { ...founding, scoring: 'pressure' as const, vertical: { ...vertical, ...scene.plan } };
  let size = scene.size ?? { cpuCores: 1, memoryBytes: 1000 * MB };
  let count = scene.count ?? 2;
  let state = initialEngineState;
  const decisions: Decision[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    const observation: Observation = {
      currentInstances: count,
      readyInstances: count,
      signals: signals(minute, size),
      sizes: {
        uses: Array.from({ length: count }, (_, index) => ({ id: `process-${index}`, ...use(minute, size) })),
        size,
        outOfMemory: minute === outOfMemoryAt ? ['process-0'] : [],
        machine: { cpuCores: 8, memoryBytes: 16_000 * MB },
        applies,
      },
    };
    const step = stepEngine(state, observation, config, minute * MINUTE);
    ({ state } = step);
    count = step.decision.to;
    size = step.decision.sizing?.next ?? size;
    decisions.push(step.decision);
  }
  return { state, size, count, decisions };
}

const steady = (cpuCores: number, memoryMb: number) => () => ({ cpuCores, memoryBytes: memoryMb * MB });
const busyFor = (cores: number): Signals => ({ ...calm, cpu_utilization: cores });

describe('the recommended size', () => {
  it('is the 90th percentile of the use and 15 % more, to the width of a bucket', () => {
    const { decisions } = play({ use: (minute) => steady(minute % 10 === 0 ? 2 : 0.5, 400)(), minutes: 2880 });
    const { cpuCores, memoryBytes } = decisions.at(-1)?.sizing?.recommendation ?? expect.unreachable('none');
    // Exactly a tenth is at 2 cores: the percentile is still that of the rest, and the band ends above the peaks.
    expect(cpuCores.target / (0.5 * 1.15)).toBeGreaterThanOrEqual(1);
    expect(cpuCores.target / (0.5 * 1.15)).toBeLessThanOrEqual(1.1);
    expect(cpuCores.upper).toBeGreaterThan(2);
    expect((memoryBytes?.target ?? 0) / (400 * MB * 1.15)).toBeGreaterThanOrEqual(1);
    expect((memoryBytes?.target ?? 0) / (400 * MB * 1.15)).toBeLessThanOrEqual(1.06);
  });

  it('has a band that narrows as days go by', () => {
    const { decisions } = play({ use: steady(0.5, 400), minutes: 7 * 1440 + 1, applies: 'never' });
    const width = (minute: number): number => {
      const range = decisions[minute]?.sizing?.recommendation?.cpuCores;
      return (range?.upper ?? 0) / (range?.lower ?? 1);
    };
    expect(width(60)).toBeGreaterThan(width(1440));
    expect(width(1440)).toBeGreaterThan(width(7 * 1440));
    // After a week, once of a seventh above, and almost nothing below.
    expect(width(7 * 1440)).toBeCloseTo((1 + 1 / 7) * (1 + 0.001 / 7) ** 2, 3);
  });

  it('forgets: what was used two weeks ago counts next to nothing', () => {
    const { decisions } = play({
      use: (minute) => steady(minute < 3 * 1440 ? 3 : 0.5, 400)(),
      minutes: 17 * 1440,
      applies: 'never',
    });
    expect(decisions.at(-1)?.sizing?.recommendation?.cpuCores.upper).toBeLessThan(1);
  });

  it('goes up by a fifth, or 100 MiB, where memory ran out', () => {
    const before = play({ use: steady(0.5, 900), minutes: 10, applies: 'never' });
    const after = play({ use: steady(0.5, 900), minutes: 10, applies: 'never', outOfMemoryAt: 9 });
    const upper = ({ decisions }: Run): number => decisions.at(-1)?.sizing?.recommendation?.memoryBytes?.target ?? 0;
    expect(upper(after)).toBeGreaterThanOrEqual(1200 * MB * 1.15);
    expect(upper(before)).toBeLessThan(1100 * MB);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1])('is a number whatever is measured, such as %d', (value) => {
    const { decisions } = play({ use: (minute) => steady(minute % 2 === 0 ? value : 0.5, value)(), minutes: 60 });
    const range = decisions.at(-1)?.sizing?.recommendation?.cpuCores;
    expect(Object.values(range ?? {}).every((bound) => Number.isFinite(bound) && bound >= 0)).toBe(true);
  });
});

describe('a size', () => {
  it('is left alone within the band, and changed outside of it, once enough is known', () => {
    const { decisions, size } = play({ use: steady(0.2, 400), minutes: 3 * 1440 });
    const changes = decisions.flatMap(({ sizing }, minute) => (sizing?.next ? [{ minute, ...sizing.next }] : []));
    expect(changes[0]?.minute).toBeGreaterThan(60);
    expect(changes.length).toBeLessThan(5);
    expect(size.cpuCores).toBeGreaterThan(0.2);
    expect(size.cpuCores).toBeLessThan(0.3);
    expect(decisions.at(-1)?.sizing?.cause).toBe('within_band');
  });

  it.each<[string, Scene, number]>([
    ['the maximum', { use: (_minute, { cpuCores }) => steady(cpuCores, 400)(), minutes: 8 * 1440 }, 4],
    ['the minimum', { use: steady(0.001, 400), minutes: 8 * 1440 }, 0.1],
  ])('keeps to %s', (_name, scene, cores) => {
    expect(play(scene).size.cpuCores).toBe(cores);
  });

  it('is never cut below what is used', () => {
    const { size } = play({ use: (minute) => steady(0.1, minute < 1440 ? 200 : 800)(), minutes: 1450 });
    expect(size.memoryBytes).toBeGreaterThan(800 * MB);
  });

  it.each(['recommend', 'apply'] as const)(
    'is only recommended under %s where nothing applies it, and said once',
    (mode) => {
      const { decisions, state, size } = play({
        plan: { mode },
        use: steady(0.2, 400),
        minutes: 1440,
        applies: 'never',
      });
      expect(size.cpuCores).toBe(1);
      expect(decisions.at(-1)?.sizing?.cause).toBe('recommended_only');
      expect(state.history.map(({ action }) => action)).toEqual(['recommend_size']);
    },
  );

  it('is in the history and in words when it changes', () => {
    const { decisions, state } = play({ use: steady(0.2, 400), minutes: 1440 });
    const change = decisions.find(({ sizing }) => sizing?.next) ?? expect.unreachable('no change');
    expect(describeDecision(change)).toMatch(
      /; the size goes from 1 core and 1 GB to 0\.2\d+ cores and .* recommended$/,
    );
    expect(state.history[0]).toMatchObject({ action: 'resize', by: 'rule', from: 2, to: 2 });
    expect(state.history[0]?.reason).toBe(describeSizing(change.sizing ?? expect.unreachable('none')));
  });

  it('is remembered over a restart', () => {
    const { state } = play({ use: steady(0.2, 400), minutes: 200, applies: 'never' });
    const nowMs = 200 * MINUTE;
    const restored = fromJson(JSON.parse(JSON.stringify(toJson(state, nowMs))), nowMs, 0);
    expect(restored?.sizes).toEqual(state.sizes);
    const broken = fromJson({ ...toJson(state, nowMs), sizes: { usage: { cpu: 1 } } }, nowMs, 0);
    expect(broken?.sizes).toBeUndefined();
    expect(broken?.history).toEqual(state.history);
  });

  it('is not spoken of where none is configured', () => {
    const { decision } = stepEngine(initialEngineState, play0, founding, 0);
    expect(decision.sizing).toBeUndefined();
  });
});

const play0: Observation = { currentInstances: 2, readyInstances: 2, signals: calm };

describe('hybrid scaling', () => {
  const hybrid = { mode: 'hybrid' } as const;
  const demand =
    (cores: number, count: number) =>
    (_minute: number, { cpuCores }: InstanceSize) =>
      busyFor(cores / (count * cpuCores));

  it('makes instances larger before it adds any', () => {
    const { size, count, decisions } = play({
      plan: hybrid,
      minutes: 1,
      use: steady(1, 400),
      signals: demand(2.8, 2),
    });
    // 1.4 cores each of 1: the rule wants 4 instances of 1 core, which are 2 of 2.
    expect({ size: size.cpuCores, count }).toEqual({ size: 2, count: 2 });
    expect(decisions[0]?.sizing?.cause).toBe('grown_for_load');
    expect(describeDecision(decisions[0] ?? expect.unreachable('none'))).toMatch(
      /^would be 4, held at 2 by larger instances of 2 cores each: cpu_utilization 140 % against 70 %; the size goes from/,
    );
  });

  it('adds instances for what the largest size does not bear', () => {
    const { size, count } = play({ plan: hybrid, minutes: 1, use: steady(4, 400), signals: demand(14, 2) });
    // The rule wants 20 cores: 4 each, so 5 instances.
    expect({ size: size.cpuCores, count }).toEqual({ size: 4, count: 5 });
  });

  it('removes instances first on the way down, and then makes them smaller', () => {
    const { decisions, size, count } = play({
      plan: { ...hybrid, minCpuCores: 0.5 },
      size: { cpuCores: 4, memoryBytes: 1000 * MB },
      count: 5,
      minutes: 3 * 1440,
      use: steady(0.2, 400),
      signals: () => ({ ...calm, cpu_utilization: 0.05, memory_utilization: 0.05, request_rate: 1, response_time: 1 }),
    });
    const firstFewer = decisions.findIndex(({ action }) => action === 'scale_down');
    const firstSmaller = decisions.findIndex(({ sizing }) => sizing?.next && sizing.next.cpuCores < 4);
    expect(firstFewer).toBeGreaterThan(-1);
    expect(firstSmaller).toBeGreaterThan(firstFewer);
    expect({ size: size.cpuCores, count }).toEqual({ size: 0.5, count: 2 });
  });

  it.each(['at_start', 'never'] as const)('changes the number alone where sizes change %s', (applies) => {
    const { count, decisions } = play({
      plan: hybrid,
      applies,
      minutes: 1,
      use: steady(1, 400),
      signals: demand(2.8, 2),
    });
    expect(count).toBe(4);
    expect(decisions[0]?.limit).toBeNull();
  });

  it('does not make a size of a count that has to be', () => {
    const { count } = play({ plan: hybrid, count: 1, minutes: 1, use: steady(1, 400) });
    expect(count).toBe(2);
  });
});
