import type { Balancer, BalancerKind, Candidate } from './balancer.ts';
import { hashText, scatter } from './hash.ts';
import { type HashTable, TableKeeper } from './hash-table.ts';

/** Points on the ring for an instance of weight 1: more make the shares more even, about 1 in 20 off with these. */
const POINTS = 512;
/** Most points of one instance, whatever its weight. */
const MAX_POINTS = 8_192;

/** 2³² divided by the golden ratio: its multiples fall far from each other. */
const GOLDEN = 0x9e3779b9;
/** More than there are instances: hash × this + rank is exact in a double. */
const RANKS = 2 ** 20;

/** A ring of hashes in ascending order, as Karger et al. (1997) describe it: a key belongs to the next point. */
function buildRing(candidates: readonly Candidate[]): HashTable {
  // Hash and rank in one number, so that they sort as numbers do. Ties go by the id: every balancer makes the same ring.
  const order = candidates
    .map((_, index) => index)
    .sort((a, b) => (idAt(candidates, a) < idAt(candidates, b) ? -1 : 1));
  const points = order.flatMap((index, rank) => {
    const { id, weight } = candidates[index] ?? { id: '', weight: 0 };
    const count = Math.min(MAX_POINTS, Math.max(1, Math.round(POINTS * weight)));
    const base = hashText(id);
    return Array.from({ length: count }, (_, point) => scatter(base + Math.imul(point, GOLDEN)) * RANKS + rank);
  });
  const sorted = Float64Array.from(points).sort();
  const hashes = Uint32Array.from(sorted, (point) => Math.floor(point / RANKS));
  return {
    ids: candidates.map(({ id }) => id),
    weights: candidates.map(({ weight }) => weight),
    slots: Uint32Array.from(sorted, (point) => order[point % RANKS] ?? 0),
    slotOf: (hash) => findPoint(hashes, hash),
  };
}

function idAt(candidates: readonly Candidate[], index: number): string {
  return candidates[index]?.id ?? '';
}

/** The first point at or after a hash; after the last comes the first again. */
function findPoint(hashes: Uint32Array, hash: number): number {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hashes[middle] ?? 0) < hash) low = middle + 1;
    else high = middle;
  }
  return low === hashes.length ? 0 : low;
}

function create(): Balancer {
  const keeper = new TableKeeper(buildRing);
  return {
    name: 'ring_hash',
    pick: (candidates, { key, clientAddress }) => keeper.pick(candidates, hashText(key ?? clientAddress)),
  };
}

/** A key keeps its instance while that one is there and not overloaded; instances that come or go move only their own share. */
export const ringHash: BalancerKind = {
  name: 'ring_hash',
  summary: 'A key decides by its place on a ring of hashes; no instance gets more than 1.25 times its share.',
  create,
};
