import type { Candidate } from './balancer.ts';
import { createLoadBound } from './bounded-load.ts';

/** Slots that a key can fall on, each with the index of an instance; the next slots are what follows where that one cannot take it. */
export interface HashTable {
  /** Ids of the instances, by index. */
  readonly ids: readonly string[];
  readonly weights: readonly number[];
  readonly slots: Uint16Array | Uint32Array;
  /** The slot that a hash falls on. */
  readonly slotOf: (hash: number) => number;
}

/** Builds the table of some candidates, all with a weight above 0. */
export type BuildTable = (candidates: readonly Candidate[]) => HashTable;

/** A table, and the candidates that are among its instances, by index. */
interface TableView<C extends Candidate> {
  readonly table: HashTable;
  readonly members: readonly (C | undefined)[];
}

/**
 * Keeps the table of a set of candidates. Building one is dear, so that it is not done for the smaller sets of a second try: a
 * table of more instances serves them, whose slots are passed over. One is built when a set has a new member or a new weight, or
 * when it comes back, as the pool's own does.
 */
export class TableKeeper {
  readonly #build: BuildTable;
  #view: TableView<Candidate> | undefined;
  #indexes: ReadonlyMap<string, number> = new Map();
  #owner: readonly Candidate[] | undefined;
  #visitor: WeakRef<readonly Candidate[]> | undefined;

  constructor(build: BuildTable) {
    this.#build = build;
  }

  /**
   * The candidate that a hash falls on: from its slot on, the first that is among the candidates and has not more than 1.25 times
   * its share of the load. Undefined where none has a weight above 0.
   */
  pick<C extends Candidate>(candidates: readonly C[], hash: number): C | undefined {
    const view = this.#viewOf(candidates);
    if (view === undefined) return undefined;
    const { slots, slotOf } = view.table;
    const isBelow = createLoadBound(candidates);
    const start = slotOf(hash);
    for (let step = 0; step < slots.length; step += 1) {
      const candidate = view.members[slots[(start + step) % slots.length] ?? 0];
      if (candidate !== undefined && isBelow(candidate)) return candidate;
    }
    // The bounds add up to more than the load, so that one is always below its own.
    return view.members.find((candidate) => candidate !== undefined);
  }

  #viewOf<C extends Candidate>(candidates: readonly C[]): TableView<C> | undefined {
    const view = this.#view;
    // The owner's members are its own objects.
    if (view !== undefined && this.#owner === candidates && isCurrent(view, candidates)) return view as TableView<C>;
    if (view !== undefined && this.#visitor?.deref() !== candidates && this.#fits(candidates)) {
      this.#visitor = new WeakRef(candidates);
      return this.#pass(view.table, candidates);
    }
    const usable = candidates.filter(({ weight }) => weight > 0);
    if (usable.length === 0) return undefined;
    this.#indexes = new Map(usable.map(({ id }, index) => [id, index]));
    this.#owner = candidates;
    const built = { table: this.#build(usable), members: usable };
    this.#view = built;
    return built;
  }

  /** The view of a smaller set on a table that it does not own. */
  #pass<C extends Candidate>(table: HashTable, candidates: readonly C[]): TableView<C> | undefined {
    const members = new Array<C | undefined>(table.ids.length).fill(undefined);
    let count = 0;
    for (const candidate of candidates) {
      const index = candidate.weight > 0 ? this.#indexes.get(candidate.id) : undefined;
      if (index === undefined) continue;
      members[index] = candidate;
      count += 1;
    }
    return count === 0 ? undefined : { table, members };
  }

  #fits(candidates: readonly Candidate[]): boolean {
    for (const { id, weight } of candidates) {
      if (weight <= 0) continue;
      const index = this.#indexes.get(id);
      if (index === undefined || this.#view?.table.weights[index] !== weight) return false;
    }
    return true;
  }
}

/** Whether those with a weight, and their weights, are still those that the table was built for. */
function isCurrent({ table, members }: TableView<Candidate>, candidates: readonly Candidate[]): boolean {
  let index = 0;
  for (const candidate of candidates) {
    if (candidate.weight <= 0) continue;
    if (candidate !== members[index] || candidate.weight !== table.weights[index]) return false;
    index += 1;
  }
  return index === members.length;
}
