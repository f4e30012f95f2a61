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
  let list = plan.instances;
  const free = [...list];
  const given = new Map<string, StaticInstance>();
  let renamed = 0;

  /** The name, with a number where an instance of that name is still on its way out. */
  function idOf({ name }: StaticInstance): string {
    const id = `static-${name}`;
    if (!given.has(id)) return id;
    renamed += 1;
    return `${id}.${renamed}`;
  }

  return {
    name: 'static',
    elastic: false,
    async start(): Promise<Instance> {
      const next = free.shift();
      if (next === undefined) throw new InstanceStartError('all listed instances are in use; list one more');
      const id = idOf(next);
      given.set(id, next);
      const { host, port, weight, maxRequests } = next;
      const limit = maxRequests > 0 ? { maxRequests } : {};
      return { id, host, port, weight, ...limit, pid: null, startedAtMs: clock.nowMs() };
    },
    async stop({ id }): Promise<void> {
      const instance = given.get(id);
      if (instance !== undefined && given.delete(id) && list.includes(instance)) free.push(instance);
    },
    relist(next) {
      const kept = [...given].flatMap(([id, old]) => {
        const now = list.includes(old) ? next.find((instance) => isSamePlace(instance, old)) : undefined;
        return now === undefined ? [] : [{ id, old, now }];
      });
      const gone = [...given.keys()].filter((id) => !kept.some((one) => one.id === id));
      const changed = kept.filter(({ old, now }) => old.weight !== now.weight);
      for (const { id, now } of kept) given.set(id, now);
      list = next;
      free.splice(0, free.length, ...next.filter((instance) => !kept.some(({ now }) => now === instance)));
      return { gone, reweighted: changed.map(({ id, now }) => ({ id, weight: now.weight })), count: next.length };
    },
    usage: async () => new Map(),
    onExit: () => undefined,
    killAll: () => undefined,
    close: () => undefined,
  };
}

/** Whether it is the same instance, be its weight another. */
function isSamePlace(a: StaticInstance, b: StaticInstance): boolean {
  return a.name === b.name && a.host === b.host && a.port === b.port && a.maxRequests === b.maxRequests;
}
