import type { StaticInstance } from '@tsk/schemas/plan';
import { type Instance, InstanceStartError } from './instance.ts';
import type { InstanceProviderKind, ManagedProvider, ProviderOptions } from './kind.ts';

/** Instances that run elsewhere and are listed in the plan. */
export const listed: InstanceProviderKind = {
  name: 'static',
  summary: 'Instances that run elsewhere and are listed in the plan.',
  create: createStaticProvider,
};

/** Gives out the instances that the plan lists, each once at a time. Nothing is started, stopped or measured. */
function createStaticProvider({ plan, clock }: ProviderOptions): ManagedProvider {
  const free = [...plan.instances];
  const given = new Map<string, StaticInstance>();
  return {
    name: 'static',
    elastic: false,
    async start(): Promise<Instance> {
      const next = free.shift();
      if (next === undefined) throw new InstanceStartError('all listed instances are in use; list one more');
      const id = `static-${next.name}`;
      given.set(id, next);
      return { id, host: next.host, port: next.port, weight: next.weight, pid: null, startedAtMs: clock.nowMs() };
    },
    async stop({ id }): Promise<void> {
      const instance = given.get(id);
      if (instance !== undefined && given.delete(id)) free.push(instance);
    },
    usage: async () => new Map(),
    onExit: () => undefined,
    killAll: () => undefined,
    close: () => undefined,
  };
}
