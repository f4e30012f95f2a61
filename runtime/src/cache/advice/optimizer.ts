import { hashKey } from '../policies/hash.ts';
import { evictionPolicies, findEvictionPolicy } from '../policies/index.ts';
import type { EvictionPolicyKind } from '../policies/policy.ts';
import { type Advice, advise, attainableRate, type CacheState } from './advise.ts';
import { ShadowCaches } from './shadow-caches.ts';

/** What the advice on a cache is for. */
export interface OptimizerOptions {
  readonly policy: EvictionPolicyKind;
  readonly maxBytes: number;
  readonly hitRateTrigger: number | null;
  readonly sizeTrigger: number | null;
  /** Goes over to another policy; null where advice is only given. */
  readonly apply: ((policy: EvictionPolicyKind) => void) | null;
}

/** What a look at a cache has brought. */
export interface Look {
  readonly advice: readonly Advice[];
  /** The policy that was gone over to; null where it stays. */
  readonly applied: string | null;
}

/** What is known of a cache from outside, since it was made. */
export interface Counts {
  readonly hits: number;
  readonly misses: number;
  readonly bytes: number;
}

/** The policies that are tried: the current one, and those that are best for one kind of traffic or another. */
const TRIED = ['adaptive_w_tinylfu', 's3_fifo', 'lru'];
/** Half and twice the room. */
const SIZES = [0.5, 2];
/** So many looks one after the other must agree before anything is changed … */
const LOOKS_TO_AGREE = 3;
/** … and for so many looks after a change nothing is. */
const LOOKS_TO_REST = 10;

/** Looks after the hit rate of a cache: sees what other policies and sizes would bring, says so, and goes over to another policy where it may. */
export class Optimizer {
  readonly #options: OptimizerOptions;
  readonly #shadows: ShadowCaches;
  #policy: string;
  #before: Counts = { hits: 0, misses: 0, bytes: 0 };
  #latest: Look = { advice: [], applied: null };
  #attainable: number | null = null;
  #favourite: string | undefined;
  #agreed = 0;
  #resting = 0;

  constructor(options: OptimizerOptions) {
    this.#options = options;
    this.#policy = options.policy.name;
    const tried = evictionPolicies.filter(({ name }) => TRIED.includes(name) || name === options.policy.name);
    this.#shadows = new ShadowCaches(tried, SIZES, options.policy, options.maxBytes);
  }

  /** The most that any of the policies would attain at this size, as of the last look; null before there is enough to say. */
  get attainable(): number | null {
    return this.#attainable;
  }

  get policy(): string {
    return this.#policy;
  }

  /** What the last look has brought. */
  get latest(): Look {
    return this.#latest;
  }

  /** Shows a request for what is stored, or is stored now. `bytes` is asked only for the keys that are looked at. */
  observe(key: string, bytes: () => number): void {
    const hash = hashKey(key);
    if (this.#shadows.samples(hash)) this.#shadows.observe(hash, bytes());
  }

  /** Looks at what has happened since the last time. */
  look(counts: Counts): Look {
    const sample = this.#shadows.take();
    this.#attainable = attainableRate(sample) ?? this.#attainable;
    const hits = counts.hits - this.#before.hits;
    const asked = hits + counts.misses - this.#before.misses;
    this.#before = counts;
    const { maxBytes, hitRateTrigger, sizeTrigger } = this.#options;
    const state: CacheState = {
      policy: this.#policy,
      maxBytes,
      bytes: counts.bytes,
      hitRate: asked === 0 ? 1 : hits / asked,
      hitRateTrigger,
      sizeTrigger,
    };
    const advice = advise(state, sample);
    this.#latest = { advice, applied: this.#settle(advice.find(({ kind }) => kind === 'policy')) };
    return this.#latest;
  }

  #settle(advice: Advice | undefined): string | null {
    const wanted = advice?.kind === 'policy' ? advice.policy : undefined;
    this.#agreed = wanted !== undefined && wanted === this.#favourite ? this.#agreed + 1 : 1;
    this.#favourite = wanted;
    this.#resting = Math.max(0, this.#resting - 1);
    const kind = wanted === undefined ? undefined : findEvictionPolicy(wanted);
    const { apply } = this.#options;
    if (kind === undefined || apply === null || this.#resting > 0 || this.#agreed < LOOKS_TO_AGREE) return null;
    apply(kind);
    this.#policy = kind.name;
    this.#resting = LOOKS_TO_REST;
    return kind.name;
  }
}
