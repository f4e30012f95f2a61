import type { Balancer, BalancerKind, Candidate, PickContext } from './balancer.ts';
import { hashText, scatter } from './hash.ts';

const TWO_TO_32 = 4_294_967_296;

/**
 * Weighted rendezvous hashing: each candidate draws a number that only it and the client decide, and the highest wins.
 * `weight / -ln(u)` with u uniform in (0, 1) wins in exact proportion to weight.
 */
function score(candidate: Candidate, clientHash: number): number {
  const drawn = scatter(clientHash ^ hashText(candidate.id));
  return candidate.weight / -Math.log((drawn + 0.5) / TWO_TO_32);
}

function create(): Balancer {
  return {
    name: 'ip_hash',
    pick<C extends Candidate>(candidates: readonly C[], { clientAddress }: PickContext) {
      const clientHash = hashText(clientAddress);
      let best: C | undefined;
      let bestScore = 0;
      for (const candidate of candidates) {
        if (candidate.weight <= 0) continue;
        const drawn = score(candidate, clientHash);
        if (drawn > bestScore) {
          best = candidate;
          bestScore = drawn;
        }
      }
      return best;
    },
  };
}

/** A client keeps its instance for as long as that one is there; when n instances become n + 1, about one client in n + 1 moves. */
export const ipHash: BalancerKind = {
  name: 'ip_hash',
  summary: "The client's address decides; a change in the number of instances moves few clients.",
  create,
};
