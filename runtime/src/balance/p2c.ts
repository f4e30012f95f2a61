import type { Balancer, BalancerKind, Candidate } from './balancer.ts';

function create(draw: () => number): Balancer {
  return {
    name: 'p2c',
    pick<C extends Candidate>(candidates: readonly C[]) {
      const first = drawOne(candidates, undefined, draw);
      if (first === undefined) return undefined;
      const second = drawOne(candidates, first, draw) ?? first;
      return load(second) < load(first) ? second : first;
    },
  };
}

/** A candidate other than `except`, with a chance in proportion to its weight. */
function drawOne<C extends Candidate>(
  candidates: readonly C[],
  except: C | undefined,
  draw: () => number,
): C | undefined {
  let total = 0;
  for (const candidate of candidates) if (candidate !== except) total += Math.max(0, candidate.weight);
  if (total <= 0) return undefined;
  let rest = draw() * total;
  let last: C | undefined;
  for (const candidate of candidates) {
    if (candidate === except || candidate.weight <= 0) continue;
    last = candidate;
    rest -= candidate.weight;
    if (rest < 0) return candidate;
  }
  return last;
}

/** The load for the weight. Idle candidates are equal: their weights have had their say in the drawing. */
function load({ inFlight, weight }: Candidate): number {
  return inFlight / weight;
}

/**
 * The less busy of two candidates drawn by chance ("the power of two choices", Mitzenmacher 2001): nearly as even as the least
 * busy of all, without the herd that runs for one instance where many balancers see the same figures.
 */
export const p2c: BalancerKind = {
  name: 'p2c',
  summary: 'The less busy of two instances drawn by chance.',
  create,
};
