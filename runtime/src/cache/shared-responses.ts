import { stalenessMs } from './freshness/age.ts';
import { directiveMs } from './freshness/directives.ts';
import { tagsOf } from './purge.ts';
import type { StoredResponse, Variants } from './stored-response.ts';
import type { SharedTier } from './stores/shared-tier.ts';
import { decodeVariants, encodeVariants } from './variants-codec.ts';

/** How long a response that can be asked about is kept after it has become stale: a confirmation is cheaper than a body. */
const VALIDATED_MS = 3_600_000;
/** How much of what is written to the store is on its way at most: for the time of a write its body is held twice. */
const MOST_BYTES_ON_THE_WAY = 16_000_000;

/** The second tier of a response cache: what is stored here is found by every runtime that uses the same store, and after a restart. */
export class SharedResponses {
  readonly tier: SharedTier;
  readonly #nowMs: () => number;
  readonly #unreachableStaleMs: number;
  #bytesOnTheWay = 0;

  constructor(tier: SharedTier, options: { readonly nowMs: () => number; readonly unreachableStaleMs: number }) {
    this.tier = tier;
    this.#nowMs = options.nowMs;
    this.#unreachableStaleMs = options.unreachableStaleMs;
  }

  /** The responses of a key; undefined where there are none, or the store does not answer. */
  async find(key: string): Promise<Variants | undefined> {
    const found = await this.tier.read(key);
    return found === undefined ? undefined : decodeVariants(found.payload);
  }

  /** Writes the responses of a key, without anybody waiting for it. Where too much is on its way already, they are only forgotten. */
  async keep(key: string, variants: Variants): Promise<void> {
    const bytes = variants.reduce((sum, { body }) => sum + body.length, 0);
    if (this.#bytesOnTheWay + bytes > MOST_BYTES_ON_THE_WAY) return this.forget(key);
    this.#bytesOnTheWay += bytes;
    try {
      const nowMs = this.#nowMs();
      const freshUntilMs = nowMs + Math.max(...variants.map(({ head }) => -stalenessMs(head, nowMs)));
      const staleUntilMs = nowMs + Math.max(...variants.map((one) => this.#usefulMs(one, nowMs)));
      const tags = [...new Set(variants.flatMap(tagsOf))];
      await this.tier.write(key, { payload: encodeVariants(variants), freshUntilMs, staleUntilMs, costMs: 0, tags });
    } finally {
      this.#bytesOnTheWay -= bytes;
    }
  }

  async forget(key: string): Promise<void> {
    await this.tier.remove([key]);
  }

  /** For how long a response can still be of use: fresh, stale where that is allowed, or to ask about. */
  #usefulMs({ head }: StoredResponse, nowMs: number): number {
    const revalidate = directiveMs(head.directives, 'stale-while-revalidate') ?? 0;
    const onError = directiveMs(head.directives, 'stale-if-error') ?? 0;
    const validated = head.index.has('etag') || head.index.has('last-modified') ? VALIDATED_MS : 0;
    return -stalenessMs(head, nowMs) + Math.max(revalidate, onError, validated, this.#unreachableStaleMs);
  }
}
