import type { Balancer, BalancerKind } from './balancer.ts';

function create(draw: () => number): Balancer {
  return {
    name: 'random',
    pick(candidates) {
      let total = 0;
      for (const { weight } of candidates) total += Math.max(0, weight);
      let rest = draw() * total;
      for (const candidate of candidates) {
        if (candidate.weight <= 0) continue;
        rest -= candidate.weight;
        if (rest < 0) return candidate;
      }
      // Rounding may leave a crumb: it goes to the last that may have it.
      return candidates.findLast(({ weight }) => weight > 0);
    },
  };
}

/** Any candidate, with a chance in proportion to its weight: needs no memory, so that many balancers agree without talking. */
export const random: BalancerKind = {
  name: 'random',
  summary: 'An instance by chance, in proportion to its weight.',
  create,
};
