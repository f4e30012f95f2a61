import { erlangC } from './erlang-c.ts';

/** One instance as a queueing model sees it, and what its users put up with. */
export interface InstanceModel {
  /** Requests that one instance works on at the same time. */
  readonly workers: number;
  /** Mean time that it works on one, without waiting, in milliseconds. */
  readonly serviceTimeMs: number;
  /** Time that a request may wait before it is late, in milliseconds. */
  readonly waitMs: number;
  /** Share of the requests that may be late, 0 to 1. */
  readonly lateRatio: number;
}

/** No table of capacity is longer: a service of more instances is taken to bear as much with each further one. */
const LONGEST_TABLE = 400;

/** Halvings until the rate is right to a millionth. */
const HALVINGS = 24;

/** Tables that were made, by what they are made of; the oldest is dropped first. They are a memory of results and change none. */
const tables = new Map<string, Map<number, number>>();
/** The same by the model itself, for the many questions of one evaluation. */
const tablesByModel = new WeakMap<InstanceModel, Map<number, number>>();
const MOST_TABLES = 16;

/** The highest rate, in requests per second, that so many instances bear without more late requests than the model allows. */
export function bearableRate(model: InstanceModel, instances: number): number {
  if (instances <= 0) return 0;
  if (instances > LONGEST_TABLE) {
    return bearableRate(model, LONGEST_TABLE) + (instances - LONGEST_TABLE) * fullRate(model);
  }
  const table = tableOf(model);
  const known = table.get(instances);
  if (known !== undefined) return known;
  const rate = findBearableRate(model, instances);
  table.set(instances, rate);
  return rate;
}

/** The fewest instances that bear a rate; at most `most`. */
export function instancesForRate(model: InstanceModel, rate: number, most: number): number {
  // Nothing bears more than its full capacity, so that the search can begin there.
  let count = Math.min(most, Math.floor(rate / fullRate(model)));
  while (count < most && bearableRate(model, count) < rate) count += 1;
  return count;
}

/** What one instance finishes in a second when all its workers always have a request. */
function fullRate({ workers, serviceTimeMs }: InstanceModel): number {
  return (1000 * workers) / serviceTimeMs;
}

function tableOf(model: InstanceModel): Map<number, number> {
  const quick = tablesByModel.get(model);
  if (quick !== undefined) return quick;
  const { workers, serviceTimeMs, waitMs, lateRatio } = model;
  const key = `${workers} ${serviceTimeMs} ${waitMs} ${lateRatio}`;
  const table = tables.get(key) ?? new Map<number, number>();
  const oldest = tables.size >= MOST_TABLES ? tables.keys().next().value : undefined;
  if (oldest !== undefined && !tables.has(key)) tables.delete(oldest);
  tables.set(key, table);
  tablesByModel.set(model, table);
  return table;
}

/** By halving: the share of late requests rises with the rate. */
function findBearableRate(model: InstanceModel, instances: number): number {
  let [low, high] = [0, instances * fullRate(model)];
  for (let turn = 0; turn < HALVINGS; turn++) {
    const middle = (low + high) / 2;
    if (lateShare(model, middle, instances) <= model.lateRatio) low = middle;
    else high = middle;
  }
  return low;
}

/** P(wait > objective) = C · e^(−spare · objective), for a queue M/M/c with all workers of all instances as its servers. */
function lateShare({ workers, serviceTimeMs, waitMs }: InstanceModel, rate: number, instances: number): number {
  const servers = instances * workers;
  const offered = (rate * serviceTimeMs) / 1000;
  const spare = ((servers - offered) * 1000) / serviceTimeMs;
  return erlangC(servers, offered) * Math.exp((-spare * waitMs) / 1000);
}
