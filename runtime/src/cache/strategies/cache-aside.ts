import { immediately, type WriteStrategyKind } from './strategy.ts';

/**
 * The application reads and writes its source itself; a write here is only the copy that it has just made. Nothing waits for the shared
 * store: a copy that does not reach it is made again.
 */
export const cacheAside: WriteStrategyKind = {
  name: 'cache_aside',
  summary: 'Into the memory at once and the shared store without waiting; the application keeps the source itself.',
  create: ({ keepLocal, keepShared }) =>
    immediately(async (write) => {
      keepLocal(write);
      void keepShared(write);
      return true;
    }),
};
