import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstanceSize } from '../autoscale/vertical/instance-size.ts';

/** The kernel counts CPU time over spans of so many microseconds. */
const PERIOD_US = 100_000;

/** No quota is accepted below this. */
const LEAST_QUOTA_US = 1000;

/** A delegated folder of control groups (version 2), in which each instance gets a group of its own. */
export interface ControlGroups {
  /** Puts a process, and what it starts from then on, under limits. Throws what the file system says against it. */
  add(name: string, pid: number, size: InstanceSize): void;
  /** Changes the limits of a group while its processes run. */
  limit(name: string, size: InstanceSize): void;
  /** How many processes of a group the kernel has killed for want of memory. */
  countKills(name: string): number;
  /** Removes a group whose processes have gone. */
  remove(name: string): void;
}

/** The groups of a folder, or why instances cannot be limited there, as the end of a sentence. */
type OpenedControlGroups =
  | { readonly ok: true; readonly groups: ControlGroups }
  | { readonly ok: false; readonly reason: string };

/** Opens a folder that was delegated to this user with the controllers `cpu` and `memory`. */
export function openControlGroups(folder: string): OpenedControlGroups {
  try {
    const controllers = readFileSync(join(folder, 'cgroup.controllers'), 'utf8').trim().split(/\s+/);
    const missing = ['cpu', 'memory'].filter((controller) => !controllers.includes(controller));
    if (missing.length > 0) return { ok: false, reason: `it has no controller ${missing.join(' and ')}` };
    writeFileSync(join(folder, 'cgroup.subtree_control'), '+cpu +memory');
  } catch (error) {
    return { ok: false, reason: explain(error) };
  }
  return { ok: true, groups: groupsIn(folder) };
}

function groupsIn(folder: string): ControlGroups {
  const write = (name: string, file: string, text: string): void => writeFileSync(join(folder, name, file), text);
  const limit = (name: string, { cpuCores, memoryBytes }: InstanceSize): void => {
    write(name, 'cpu.max', `${Math.max(LEAST_QUOTA_US, Math.round(cpuCores * PERIOD_US))} ${PERIOD_US}`);
    write(name, 'memory.max', memoryBytes === null ? 'max' : String(memoryBytes));
  };
  return {
    add(name, pid, size) {
      mkdirSync(join(folder, name), { recursive: true });
      limit(name, size);
      write(name, 'cgroup.procs', String(pid));
    },
    limit,
    countKills(name) {
      try {
        const events = readFileSync(join(folder, name, 'memory.events'), 'utf8');
        return Number(/^oom_kill (\d+)$/m.exec(events)?.[1] ?? 0);
      } catch {
        return 0;
      }
    },
    remove(name) {
      try {
        rmdirSync(join(folder, name));
      } catch {
        // A process that takes its time to go keeps its group; an empty group does no harm.
      }
    },
  };
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'it is no folder of control groups of version 2';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'this user may not write there';
  return error instanceof Error ? error.message : String(error);
}
