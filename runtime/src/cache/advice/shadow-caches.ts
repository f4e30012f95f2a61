import type { EvictionPolicy, EvictionPolicyKind } from '../policies/policy.ts';

/** A cache as it might be. */
export interface Candidate {
  readonly policy: string;
  /** Its size as a multiple of the real one. */
  readonly size: number;
}

/** How a candidate would have done since it was asked last. */
export interface Outlook extends Candidate {
  /** 0 to 1, of the requests for what can be stored. */
  readonly hitRate: number;
}

/** What the shadows have seen since they were asked last. */
export interface Sample {
  /** Requests that they were shown: a sample of all. */
  readonly requests: number;
  readonly outlooks: readonly Outlook[];
}

interface Shadow extends Candidate {
  readonly held: EvictionPolicy<true, number>;
  hits: number;
}

/** Most entries of a shadow; of a larger cache it sees one key in 2, 4, 8 …, with bounds scaled down alike. */
const MOST_ENTRIES = 4096;

/**
 * Small copies of a cache that hold keys alone, to see what other policies and sizes would bring (Waldspurger et al., "Cache Modeling and
 * Optimization using Miniature Simulations", USENIX ATC 2017). Keys are chosen by their hash, so that all requests for a key are seen, or none.
 */
export class ShadowCaches {
  readonly #candidates: readonly (Candidate & { readonly kind: EvictionPolicyKind })[];
  readonly #maxBytes: number;
  #shadows: readonly Shadow[];
  #zeroBits = 0;
  #requests = 0;

  constructor(
    policies: readonly EvictionPolicyKind[],
    sizes: readonly number[],
    current: EvictionPolicyKind,
    maxBytes: number,
  ) {
    const bySize = sizes.map((size) => ({ policy: current.name, size, kind: current }));
    const byPolicy = policies.map((kind) => ({ policy: kind.name, size: 1, kind }));
    this.#candidates = [...byPolicy, ...bySize];
    this.#maxBytes = maxBytes;
    this.#shadows = this.#begin();
  }

  /** Whether the key of that hash is among those that are looked at. */
  samples(hash: number): boolean {
    return Math.clz32(hash) >= this.#zeroBits;
  }

  /** Shows a request for something that is stored, or is stored now, and takes so many bytes. */
  observe(hash: number, bytes: number): void {
    if (!this.samples(hash)) return;
    this.#requests += 1;
    for (const shadow of this.#shadows) {
      if (shadow.held.get(hash) === true) shadow.hits += 1;
      else shadow.held.put(hash, true, bytes);
    }
    if (this.#shadows.some(({ held }) => held.entries > MOST_ENTRIES)) this.#thin();
  }

  /** What was seen since the last call. */
  take(): Sample {
    const requests = this.#requests;
    const outlooks = this.#shadows.map(({ policy, size, hits }) => ({
      policy,
      size,
      hitRate: requests === 0 ? 0 : hits / requests,
    }));
    this.#requests = 0;
    for (const shadow of this.#shadows) shadow.hits = 0;
    return { requests, outlooks };
  }

  /** Half as many keys from now on. The shadows begin empty, and what they had counted does not. */
  #thin(): void {
    this.#zeroBits += 1;
    this.#requests = 0;
    this.#shadows = this.#begin();
  }

  #begin(): readonly Shadow[] {
    const scale = 2 ** -this.#zeroBits;
    return this.#candidates.map(({ policy, size, kind }) => ({
      policy,
      size,
      held: kind.create<true, number>({
        maxBytes: this.#maxBytes * size * scale,
        maxEntries: Number.POSITIVE_INFINITY,
      }),
      hits: 0,
    }));
  }
}
