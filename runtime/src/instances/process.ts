import { type Child, type Program, startChild, stopChild } from './child.ts';
import { type Guard, startGuard } from './guard.ts';
import type { Instance, InstanceExit } from './instance.ts';
import type { InstanceProviderKind, ManagedProvider, ProviderOptions } from './kind.ts';
import { openProcessSizes } from './process-sizes.ts';
import { createUsageMeter } from './usage.ts';

/** Child processes of the runtime, each on a free port of the loopback address. */
export const processes: InstanceProviderKind = {
  name: 'process',
  summary: 'Child processes of the runtime, each on a free port of the loopback address.',
  create: (options) => createProcessProvider(options, startGuard()),
};

/** Runs the plan's command as child processes, each in a process group of its own, and under a guard. */
export function createProcessProvider(options: ProviderOptions, guard: Guard): ManagedProvider {
  const { plan, findPort, clock, log } = options;
  const { service } = plan;
  const children = new Map<string, Child>();
  const stopping = new Set<string>();
  const listeners: ((exit: InstanceExit) => void)[] = [];
  const sizes = openProcessSizes(plan, log);
  const meter = createUsageMeter(sizes.of, clock);
  let started = 0;

  async function watch(instance: Instance, child: Child): Promise<void> {
    guard.watch(child.pid);
    const exit = await child.exited;
    // What the child left behind must not go on without it.
    child.signal('SIGKILL');
    guard.release(child.pid);
    sizes.ended(instance.id, exit);
    children.delete(instance.id);
    meter.forget(instance.id);
    if (stopping.delete(instance.id)) return;
    for (const listener of listeners) listener({ instance, ...exit });
  }

  return {
    name: 'process',
    elastic: true,
    sizes,
    async start() {
      started += 1;
      const id = `process-${started}`;
      const port = await findPort();
      const program = programOf(options, id, port);
      const env = { ...program.env, ...sizes.environment(program.env) };
      const child = await startChild({ ...program, env }, log.child({ instance: id }));
      sizes.started(id, child.pid);
      const instance = { id, host: '127.0.0.1', port, weight: 1, pid: child.pid, startedAtMs: clock.nowMs() };
      children.set(id, child);
      void watch(instance, child);
      return instance;
    },
    async stop(instance) {
      const child = children.get(instance.id);
      if (child === undefined) return;
      stopping.add(instance.id);
      await stopChild(child, service.stopTimeoutMs, clock);
    },
    usage: (instances) => meter.read(instances),
    onExit: (listener) => void listeners.push(listener),
    killAll: () => {
      for (const child of children.values()) child.signal('SIGKILL');
    },
    close: () => guard.close(),
  };
}

function programOf({ plan: { service }, fallback }: ProviderOptions, id: string, port: number): Program {
  const program = service.command === null ? fallback : { command: service.command, args: service.args };
  return {
    ...program,
    workingDirectory: service.workingDirectory,
    env: { ...process.env, ...service.env, [service.portVariable]: String(port), TSK_INSTANCE: id },
  };
}
