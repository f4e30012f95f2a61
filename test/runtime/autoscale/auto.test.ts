import { expect, it } from 'vitest';
import { initialEngineState, stepEngine } from '../../../runtime/src/autoscale/engine.ts';
import { type Load, simulate, stepLengthMs } from '../../../runtime/src/simulate/index.ts';
import { planOf, shaped } from '../simulate/support.ts';

const auto = planOf({ scoring: 'auto', intervalMs: 15_000 });
const slo = planOf({ scoring: 'slo', intervalMs: 15_000 });

/** A quarter of an hour up and one down, again and again: load that runs on for longer than a start takes. */
function ramps(hours: number): Load {
  const stepMs = stepLengthMs(auto);
  const level = (index: number): number => {
    const minute = ((index * stepMs) / 60_000) % 30;
    return 200 + 800 * (minute < 15 ? minute / 15 : 2 - minute / 15);
  };
  return {
    startMs: 0,
    stepMs,
    rates: Float64Array.from({ length: (hours * 3_600_000) / stepMs }, (_, index) => level(index)),
  };
}

it('is slo until another rule has been better', () => {
  const decide = (plan: typeof auto) =>
    simulate(plan, shaped(plan, 'diurnal', 3)).decisions.map(({ decision }) => decision);
  expect(decide(auto)).toEqual(decide(slo));
});

it('listens to a rule that has been better', () => {
  const [best, plain] = [simulate(auto, ramps(12)).summary, simulate(slo, ramps(12)).summary];
  expect(best.score).toBeLessThan(plain.score * 0.95);
});

it('remembers a bounded amount', () => {
  let state = initialEngineState;
  const sizes = [200, 2000].map((evaluations) => {
    for (let index = 0; index < evaluations; index++) {
      const signals = {
        request_rate: 300 + (index % 7) * 40,
        connections: 30,
        response_time: 100,
        cpu_utilization: 0.5,
      };
      const observation = { currentInstances: 6, readyInstances: 6, signals };
      ({ state } = stepEngine(state, observation, auto.scaling, (index + 1) * 15_000 + evaluations * 1e6));
    }
    return JSON.stringify(state.policy).length;
  });
  expect(sizes[1]).toBeLessThan((sizes[0] ?? 0) * 1.5);
});
