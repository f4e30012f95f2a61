import type { VerticalScalingPlan } from '@tsk/schemas/plan';
import type { InstanceSize, InstanceUse } from './instance-size.ts';

/** Cores are told apart by thousandths, as control groups and Kubernetes do. */
const CORE_PARTS = 1000;

/** The size within the bounds of the plan and the machine, in whole thousandths of a core and bytes; where bounds contradict each other, the maximum stands. */
export function boundSize(
  { cpuCores, memoryBytes }: InstanceSize,
  plan: VerticalScalingPlan,
  machine: InstanceSize,
): InstanceSize {
  const mostBytes = plan.maxMemoryBytes ?? machine.memoryBytes ?? Number.MAX_SAFE_INTEGER;
  const cores = clamp(cpuCores, plan.minCpuCores, plan.maxCpuCores ?? machine.cpuCores);
  return {
    cpuCores: Math.ceil(cores * CORE_PARTS - 1e-9) / CORE_PARTS,
    memoryBytes: memoryBytes === null ? null : Math.ceil(clamp(memoryBytes, plan.minMemoryBytes, mostBytes)),
  };
}

/** The most that any instance uses, with the margin: what a size is not cut below. */
export function usedSize(
  uses: readonly InstanceUse[],
  marginRatio: number,
): { readonly cpuCores: number; readonly memoryBytes: number } {
  const most = (values: readonly (number | null)[]): number =>
    values.reduce<number>((highest, value) => Math.max(highest, value ?? 0), 0) * (1 + marginRatio);
  return {
    cpuCores: most(uses.map(({ cpuCores }) => cpuCores)),
    memoryBytes: most(uses.map(({ memoryBytes }) => memoryBytes)),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
