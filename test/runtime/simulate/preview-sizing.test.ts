import type { Plan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { runPreview } from '../../../runtime/src/simulate/index.ts';
import { burst, previewOf, wholePlan } from './preview-plan.ts';

const sized: Plan = {
  ...wholePlan,
  service: { ...wholePlan.service, cpuCores: 4, memoryBytes: 1_000_000_000 },
  scaling: {
    ...wholePlan.scaling,
    vertical: {
      mode: 'apply',
      minCpuCores: 0.1,
      maxCpuCores: null,
      minMemoryBytes: 64_000_000,
      maxMemoryBytes: null,
      percentile: 0.9,
      marginRatio: 0.15,
      halfLifeMs: 86_400_000,
      workersVariable: 'WORKERS',
      nodeHeap: false,
      cgroup: null,
    },
  },
};
const idleWeek = { load: { kind: 'shape', shape: 'steady', peak: 10 }, durationMs: 7 * 86_400_000 } as const;

describe('sizes in a preview', () => {
  it('are recommended from what the model uses: 5 % of 4 cores, and memory that follows', () => {
    const { sizing, notes } = previewOf(idleWeek, sized);
    const { cpuCores, memoryBytes } = sizing?.recommendation ?? expect.unreachable('nothing is recommended');
    expect(cpuCores.target).toBeGreaterThanOrEqual(0.05 * 4 * 1.15);
    expect(cpuCores.target).toBeLessThan(0.05 * 4 * 1.15 * 1.15);
    expect(memoryBytes?.target).toBeGreaterThanOrEqual((0.35 + 0.45 * 0.05) * 1e9 * 1.15);
    expect(sizing?.changes.map(({ fits }) => fits)).toEqual([false]);
    expect(notes.join('\n')).toMatch(
      /do not change in the simulation: the size of 4 cores and 1 GB does not fit, and is not changed: 0\.2\d+ cores/,
    );
  });

  it('leave the decisions as they are without them', () => {
    const counts = (plan: Plan) => previewOf(burst, plan).run.decisions.map(({ to, reason }) => [to, reason]);
    expect(counts(sized)).toEqual(counts(wholePlan));
  });

  it('are of the CPU alone where nothing is said of the memory', () => {
    const plan = { ...sized, service: { ...sized.service, memoryBytes: null } };
    expect(previewOf(burst, plan).sizing?.recommendation?.memoryBytes).toBeNull();
  });

  it('are left out where none are configured', () => {
    const outcome = runPreview(wholePlan, burst);
    expect(outcome.ok && 'sizing' in outcome.result).toBe(false);
  });
});
