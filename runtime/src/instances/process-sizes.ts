import { availableParallelism, totalmem } from 'node:os';
import type { Plan, VerticalScalingPlan } from '@tsk/schemas/plan';
import type { InstanceSize, SizeObservation } from '../autoscale/vertical/instance-size.ts';
import type { Log } from '../monitor/log.ts';
import { type ControlGroups, openControlGroups } from './control-group.ts';
import type { InstanceSizes } from './instance-sizes.ts';

/** Share of an instance's memory that the heap of Node may take; the rest is for buffers, code and stacks. */
const HEAP_SHARE = 0.75;
const LEAST_HEAP_MB = 16;
const mebibyte = 1024 * 1024;

/** How Node ends where its heap is full: by abort, or as a shell passes that on. */
const ABORTED = 134;

/** The sizes of child processes, with what their provider tells them. */
interface ProcessSizes extends InstanceSizes {
  /** Variables for an instance that starts now, over those that it would get. */
  environment(own: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>>;
  started(instanceId: string, pid: number): void;
  ended(instanceId: string, exit: { readonly code: number | null; readonly signal: string | null }): void;
}

/**
 * Keeps what instances may use. A size is told to an instance through its environment when it starts, where the plan says how;
 * in a delegated control group it is enforced, and changes while the instance runs.
 */
export function openProcessSizes(plan: Pick<Plan, 'service' | 'scaling'>, log: Log): ProcessSizes {
  const { vertical } = plan.scaling;
  const groups = vertical === undefined ? null : openGroups(vertical, log);
  const { cpuCores, memoryBytes } = plan.service;
  const given = new Map<string, InstanceSize>();
  const groupOf = (instanceId: string): string => `tsk-${process.pid}-${instanceId}`;
  let size: InstanceSize = { cpuCores, memoryBytes };
  let starved: readonly string[] = [];

  function attempt(what: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      log.warn(`${what} failed; it goes on without.`, { error: String(error) });
    }
  }

  return {
    applies: appliesOf(vertical, groups !== null),
    machine: { cpuCores: availableParallelism(), memoryBytes: totalmem() },
    size: () => size,
    of: (instanceId) => given.get(instanceId) ?? size,
    resize(next) {
      size = next;
      if (groups === null) return;
      for (const instanceId of given.keys()) {
        attempt(`Giving ${instanceId} another size`, () => groups.limit(groupOf(instanceId), next));
        given.set(instanceId, next);
      }
    },
    takeOutOfMemory() {
      const taken = starved;
      starved = [];
      return taken;
    },
    environment: (own) =>
      vertical === undefined || vertical.mode === 'recommend' ? {} : environmentOf(vertical, size, own),
    started(instanceId, pid) {
      given.set(instanceId, size);
      if (groups === null) return;
      attempt(`Limiting ${instanceId} to its size`, () => groups.add(groupOf(instanceId), pid, size));
    },
    ended(instanceId, { code, signal }) {
      given.delete(instanceId);
      const isHeapFull = vertical?.nodeHeap === true && (signal === 'SIGABRT' || code === ABORTED);
      const isKilled = groups !== null && groups.countKills(groupOf(instanceId)) > 0;
      groups?.remove(groupOf(instanceId));
      if (isHeapFull || isKilled) starved = [...starved, instanceId];
    },
  };
}

function openGroups(vertical: VerticalScalingPlan, log: Log): ControlGroups | null {
  if (vertical.cgroup === null || vertical.mode === 'recommend') return null;
  const opened = openControlGroups(vertical.cgroup);
  if (opened.ok) return opened.groups;
  const otherwise = tellsSizes(vertical)
    ? 'Instances are told their size when they start.'
    : 'Sizes are recommended only.';
  log.warn(`Instances cannot be limited in the control group "${vertical.cgroup}": ${opened.reason}. ${otherwise}`);
  return null;
}

function appliesOf(vertical: VerticalScalingPlan | undefined, isLimited: boolean): SizeObservation['applies'] {
  if (vertical === undefined || vertical.mode === 'recommend') return 'never';
  if (isLimited) return 'live';
  return tellsSizes(vertical) ? 'at_start' : 'never';
}

function tellsSizes({ workersVariable, nodeHeap }: VerticalScalingPlan): boolean {
  return workersVariable !== null || nodeHeap;
}

function environmentOf(
  { workersVariable, nodeHeap }: VerticalScalingPlan,
  { cpuCores, memoryBytes }: InstanceSize,
  own: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const workers = workersVariable === null ? {} : { [workersVariable]: String(Math.ceil(cpuCores)) };
  if (!nodeHeap || memoryBytes === null) return workers;
  const heapMb = Math.max(LEAST_HEAP_MB, Math.floor((memoryBytes * HEAP_SHARE) / mebibyte));
  // The last of several limits counts.
  const options = [own['NODE_OPTIONS'], `--max-old-space-size=${heapMb}`].filter((option) => option !== undefined);
  return { ...workers, NODE_OPTIONS: options.join(' ') };
}
