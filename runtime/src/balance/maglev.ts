import type { Balancer, BalancerKind, Candidate } from './balancer.ts';
import { hashText } from './hash.ts';
import { type HashTable, TableKeeper } from './hash-table.ts';

/** Slots of the table: a prime far above the number of instances, as the paper recommends. */
const SLOTS = 65_537;
const EMPTY = 0xffff;

/**
 * The look-up table of Maglev (Eisenbud et al., NSDI 2016, section 3.4): each instance goes through all slots in an order of
 * its own, and they take turns in claiming the next free one; an instance of less weight sits out its share of the turns.
 */
function buildTable(candidates: readonly Candidate[]): HashTable {
  const offsets = candidates.map(({ id }) => hashText(id, 1) % SLOTS);
  const skips = candidates.map(({ id }) => (hashText(id, 2) % (SLOTS - 1)) + 1);
  const heaviest = Math.max(...candidates.map(({ weight }) => weight));
  const credits = candidates.map(() => 0);
  const slots = new Uint16Array(SLOTS).fill(EMPTY);
  const next = [...offsets];
  // In the order of the ids, so that every balancer makes the same table of the same instances.
  const order = candidates.map((_, index) => index);
  order.sort((a, b) => ((candidates[a]?.id ?? '') < (candidates[b]?.id ?? '') ? -1 : 1));
  for (let filled = 0; filled < SLOTS; ) {
    for (const index of order) {
      const credit = (credits[index] ?? 0) + (candidates[index]?.weight ?? 0) / heaviest;
      credits[index] = credit >= 1 ? credit - 1 : credit;
      if (credit < 1) continue;
      let slot = next[index] ?? 0;
      while (slots[slot] !== EMPTY) slot = (slot + (skips[index] ?? 1)) % SLOTS;
      slots[slot] = index;
      next[index] = slot;
      filled += 1;
      if (filled === SLOTS) break;
    }
  }
  return {
    ids: candidates.map(({ id }) => id),
    weights: candidates.map(({ weight }) => weight),
    slots,
    slotOf: (hash) => hash % SLOTS,
  };
}

function create(): Balancer {
  const keeper = new TableKeeper(buildTable);
  return {
    name: 'maglev',
    pick: (candidates, { key, clientAddress }) => keeper.pick(candidates, hashText(key ?? clientAddress)),
  };
}

/** As even as can be, at the price that a change moves a few more keys than the share of the instance that came or went. */
export const maglev: BalancerKind = {
  name: 'maglev',
  summary: 'A key decides by a table with equal shares; no instance gets more than 1.25 times its share.',
  create,
};
