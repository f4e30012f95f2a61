import { cacheAside } from './cache-aside.ts';
import { readThrough } from './read-through.ts';
import type { WriteStrategyKind } from './strategy.ts';
import { writeAround } from './write-around.ts';
import { writeBehind } from './write-behind.ts';
import { writeThrough } from './write-through.ts';

/** Every write strategy, the one that promises most first. */
export const writeStrategies: readonly WriteStrategyKind[] = Object.freeze([
  writeThrough,
  writeBehind,
  writeAround,
  cacheAside,
  readThrough,
]);

/** The strategy of that name; a name that the registry does not have is a bug, because plans are checked. */
export function getWriteStrategy(name: WriteStrategyKind['name']): WriteStrategyKind {
  const kind = writeStrategies.find((one) => one.name === name);
  if (kind === undefined) throw new Error(`no write strategy is called ${name}`);
  return kind;
}
