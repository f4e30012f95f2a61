import { adaptiveWTinyLfu } from '../../runtime/src/cache/policies/adaptive-w-tinylfu.ts';
import { lru } from '../../runtime/src/cache/policies/lru.ts';
import type { EvictionPolicyKind, Key } from '../../runtime/src/cache/policies/policy.ts';
import { sieve } from '../../runtime/src/cache/policies/sieve.ts';
import { wTinyLfu } from '../../runtime/src/cache/policies/w-tinylfu.ts';

/** What a benchmark does with any cache. */
export interface BenchCache {
  get(key: Key): unknown;
  set(key: Key, value: number): unknown;
}

/** A cache that takes part in a benchmark. */
export interface Candidate {
  readonly name: string;
  /** The package it comes from; undefined where it is ours. */
  readonly module?: string;
  open(capacity: number): Promise<BenchCache>;
}

/** Our policies and the packages that people use, by what they do: plain LRU first. */
export const candidates: readonly Candidate[] = [
  ours('lru', lru),
  ours('sieve', sieve),
  ours('w_tinylfu', wTinyLfu),
  ours('adaptive_w_tinylfu', adaptiveWTinyLfu),
  peer<{ LRUCache: new (options: { max: number }) => BenchCache }>(
    'lru-cache',
    'lru-cache',
    ({ LRUCache }, max) => new LRUCache({ max }),
  ),
  peer<{ LRUMapWithDelete: new (capacity: number) => BenchCache }>(
    'mnemonist',
    'mnemonist',
    ({ LRUMapWithDelete }, capacity) => new LRUMapWithDelete(capacity),
  ),
  peer<{ createLRU: (options: { max: number }) => BenchCache }>('lru.min', 'lru.min', ({ createLRU }, max) =>
    createLRU({ max }),
  ),
  peer<{ SieveCache: new (capacity: number) => BenchCache }>(
    '@neophi/sieve-cache',
    '@neophi/sieve-cache',
    ({ SieveCache }, capacity) => new SieveCache(capacity),
  ),
  peer<{ newCache: () => TransitoryBuilder }>('transitory', 'transitory', ({ newCache }, capacity) => {
    const cache = newCache().maxSize(capacity).build();
    return { get: (key) => cache.getIfPresent(key) ?? undefined, set: (key, value) => cache.set(key, value) };
  }),
  peer<{ CacheableMemory: new (options: { lruSize: number; useClone: boolean }) => TextKeys }>(
    'cacheable',
    'cacheable',
    ({ CacheableMemory }, lruSize) => {
      const cache = new CacheableMemory({ lruSize, useClone: false });
      return { get: (key) => cache.get(String(key)), set: (key, value) => cache.set(String(key), value) };
    },
  ),
];

interface TransitoryBuilder {
  maxSize(capacity: number): TransitoryBuilder;
  build(): { getIfPresent(key: Key): unknown; set(key: Key, value: number): unknown };
}

interface TextKeys {
  get(key: string): unknown;
  set(key: string, value: number): unknown;
}

/** Whether the package of a candidate is installed; ours always are. */
export function isInstalled({ module }: Candidate): boolean {
  if (module === undefined) return true;
  try {
    import.meta.resolve(module);
    return true;
  } catch {
    return false;
  }
}

function ours(name: string, kind: EvictionPolicyKind): Candidate {
  return {
    name,
    async open(maxEntries) {
      const policy = kind.create<number, Key>({ maxEntries, maxBytes: Number.POSITIVE_INFINITY });
      return { get: (key) => policy.get(key), set: (key, value) => policy.put(key, value, 1) };
    },
  };
}

/** Imported only when it takes part, and by name, so that a package that is not installed is only left out. */
function peer<Module>(name: string, module: string, make: (from: Module, capacity: number) => BenchCache): Candidate {
  return {
    name,
    module,
    open: async (capacity) => {
      const cache = make((await import(module)) as Module, capacity);
      return { get: (key) => cache.get(key), set: (key, value) => cache.set(key, value) };
    },
  };
}
