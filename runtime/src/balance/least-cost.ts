import type { Candidate } from './balancer.ts';
import { Rotation } from './rotation.ts';

/**
 * Picks where a cost is least. Equal costs take turns by weight, so that an idle service is not always
 * answered by its first instance.
 */
export class LeastCost {
  readonly #ties = new Rotation();

  /** The cheapest candidate with a weight above 0; undefined where there is none. */
  pick<C extends Candidate>(candidates: readonly C[], cost: (candidate: C) => number): C | undefined {
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
