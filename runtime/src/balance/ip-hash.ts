import type { Balancer, BalancerKind, Candidate, PickContext } from './balancer.ts';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const TWO_TO_32 = 4_294_967_296;

/** FNV-1a over UTF-16 units, continued from `seed`. */
function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  }
  return hash;
}

/** The 32-bit finaliser of MurmurHash3: near inputs, such as neighbouring addresses, end far apart. */
function scatter(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * Weighted rendezvous hashing: each candidate draws a number that only it and the client decide, and the highest wins.
 * `weight / -ln(u)` with u uniform in (0, 1) wins in exact proportion to weight.
 */
function score(candidate: Candidate, clientHash: number): number {
  const drawn = scatter(clientHash ^ scatter(hashText(candidate.id, FNV_OFFSET)));
  return candidate.weight / -Math.log((drawn + 0.5) / TWO_TO_32);
}

function create(): Balancer {
  return {
    name: 'ip_hash',
    pick<C extends Candidate>(candidates: readonly C[], { clientAddress }: PickContext) {
      const clientHash = scatter(hashText(clientAddress, FNV_OFFSET));
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
