import { totalmem } from 'node:os';
import pidusage from 'pidusage';
import type { InstanceSize } from '../autoscale/vertical/instance-size.ts';
import type { Clock } from '../clock.ts';
import type { Instance, InstanceUsage } from './instance.ts';

/** Measures processes against what the plan allows each of them. */
export interface UsageMeter {
  /** Use since the last reading, by instance id; since its start at the first. Processes that have gone are absent. */
  read(instances: readonly Instance[]): Promise<ReadonlyMap<string, InstanceUsage>>;
  forget(instanceId: string): void;
}

interface Reading {
  readonly atMs: number;
  readonly cpuTimeMs: number;
}

/**
 * A meter of child processes. It takes differences of the CPU time itself: pidusage's own percentage is over the time
 * since it last saw the process, which it forgets after a minute, and is then 0.
 */
export function createUsageMeter(sizeOf: (instanceId: string) => InstanceSize, clock: Clock): UsageMeter {
  const last = new Map<string, Reading>();

  function measure(id: string, { memory, ctime, elapsed }: pidusage.Status, nowMs: number): InstanceUsage {
    const before = last.get(id) ?? { atMs: nowMs - elapsed, cpuTimeMs: 0 };
    last.set(id, { atMs: nowMs, cpuTimeMs: ctime });
    const spanMs = nowMs - before.atMs;
    const busy = spanMs > 0 ? Math.max(0, ctime - before.cpuTimeMs) / spanMs : 0;
    const { cpuCores, memoryBytes } = sizeOf(id);
    return { cpuRatio: busy / cpuCores, memoryRatio: memory / (memoryBytes ?? totalmem()) };
  }

  return {
    async read(instances) {
      const readings = await Promise.all(instances.map(async ({ id, pid }) => [id, await findStatus(pid)] as const));
      const nowMs = clock.nowMs();
      return new Map(
        readings.flatMap(([id, status]) => (status === undefined ? [] : [[id, measure(id, status, nowMs)] as const])),
      );
    },
    forget: (instanceId) => void last.delete(instanceId),
  };
}

/** One process at a time: asked about several, pidusage fails for all where one has just ended. */
async function findStatus(pid: number | null): Promise<pidusage.Status | undefined> {
  if (pid === null) return undefined;
  try {
    return await pidusage(pid);
  } catch {
    return undefined;
  }
}
