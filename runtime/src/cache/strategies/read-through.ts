import type { WriteStrategyKind } from './strategy.ts';
import { writeAround } from './write-around.ts';

/** Reads of what is missing load it from the source; writes go round the memory. */
export const readThrough: WriteStrategyKind = {
  name: 'read_through',
  summary: 'A read loads what is missing from the source; a write goes to the source.',
  create: (targets, bounds) => writeAround.create(targets, bounds),
};
