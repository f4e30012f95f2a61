import { immediately, type WriteStrategyKind } from './strategy.ts';

/**
 * The source first, then the shared store, then the memory, and only then the answer: what was acknowledged is where every process finds it.
 * A shared store that is away does not fail the write; the older value that it may hold does not count until it has been told.
 */
export const writeThrough: WriteStrategyKind = {
  name: 'write_through',
  summary: 'Into the source, the shared store and the memory before the write returns.',
  create: ({ save, keepLocal, keepShared }) =>
    immediately(async (write) => {
      await save?.(write.key, write.value);
      const acknowledged = await keepShared(write);
      keepLocal(write);
      return acknowledged;
    }),
};
