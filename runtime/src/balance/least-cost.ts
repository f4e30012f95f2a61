import type { Candidate } from './balancer.ts';
import { Rotation } from './rotation.ts';

/** Above so many candidates two drawn by chance are compared instead of all. */
const MOST_COMPARED = 16;
/** Draws before all are compared after all: candidates without weight are drawn in vain. */
const MOST_DRAWS = 8;

/**
 * Picks where a cost is least. Equal costs take turns by weight, so that an idle service is not always
 * answered by its first instance. Of many candidates it takes the cheaper of two drawn by chance: nearly as good
 * (Mitzenmacher 2001), at a cost that does not grow, and without a herd where many balancers see the same figures.
 */
export class LeastCost {
  readonly #ties = new Rotation();
  readonly #random: () => number;

  /** `random` gives numbers in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** The cheapest candidate with a weight above 0; undefined where there is none. */
  pick<C extends Candidate>(candidates: readonly C[], cost: (candidate: C) => number): C | undefined {
    return candidates.length > MOST_COMPARED
      ? (this.#pickOfTwo(candidates, cost) ?? this.#pickOfAll(candidates, cost))
      : this.#pickOfAll(candidates, cost);
  }

  #pickOfTwo<C extends Candidate>(candidates: readonly C[], cost: (candidate: C) => number): C | undefined {
    let first: C | undefined;
    for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
      const drawn = candidates[Math.floor(this.#random() * candidates.length)];
      if (drawn === undefined || drawn === first || drawn.weight <= 0) continue;
      if (first !== undefined) return cost(drawn) < cost(first) ? drawn : first;
      first = drawn;
    }
    return undefined;
  }

  #pickOfAll<C extends Candidate>(candidates: readonly C[], cost: (candidate: C) => number): C | undefined {
    let least = Number.POSITIVE_INFINITY;
    let cheapest: C[] = [];
    for (const candidate of candidates) {
      if (candidate.weight <= 0) continue;
      const price = cost(candidate);
      if (price > least) continue;
      if (price < least) cheapest = [];
      least = price;
      cheapest.push(candidate);
    }
    return cheapest.length === 1 ? cheapest[0] : this.#ties.next(cheapest, candidates);
  }
}
