import type { Candidate } from './balancer.ts';

/**
 * Takes turns in proportion to weight, evenly interleaved: the smooth weighted round robin that nginx describes.
 * Each turn every member of the group earns its weight; the one with the most credit goes and pays the whole group's weight.
 * With weights 5, 1, 1 the order is a a b a c a a, not a a a a a b c.
 */
export class Rotation {
  readonly #credit = new Map<string, number>();

  /** Whose turn it is in `group`, a subset of `all`; undefined where no member has a weight above 0. */
  next<C extends Candidate>(group: readonly C[], all: readonly C[] = group): C | undefined {
    let best: C | undefined;
    let bestCredit = Number.NEGATIVE_INFINITY;
    let totalWeight = 0;
    for (const candidate of group) {
      if (candidate.weight <= 0) continue;
      const credit = (this.#credit.get(candidate.id) ?? 0) + candidate.weight;
      this.#credit.set(candidate.id, credit);
      totalWeight += candidate.weight;
      if (credit > bestCredit) {
        best = candidate;
        bestCredit = credit;
      }
    }
    if (best !== undefined) this.#credit.set(best.id, bestCredit - totalWeight);
    this.#forgetAbsent(all);
    return best;
  }

  /** Keeps the memory bounded by the number of candidates when instances come and go. */
  #forgetAbsent(all: readonly Candidate[]): void {
    if (this.#credit.size <= all.length) return;
    const present = new Set(all.map((candidate) => candidate.id));
    for (const id of this.#credit.keys()) if (!present.has(id)) this.#credit.delete(id);
  }
}
