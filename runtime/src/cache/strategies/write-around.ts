import { immediately, type WriteStrategyKind } from './strategy.ts';

/** Past the memory, which is kept for what is read: into the source, or into the shared store where no source is known. */
export const writeAround: WriteStrategyKind = {
  name: 'write_around',
  summary: 'Into the source, or the shared store; the next read fills the memory.',
  create: ({ save, keepShared, dropLocal, dropShared }) =>
    immediately(async (write) => {
      await save?.(write.key, write.value);
      const acknowledged = save === null ? await keepShared(write) : await dropShared(write.key);
      dropLocal(write.key);
      return acknowledged;
    }),
};
