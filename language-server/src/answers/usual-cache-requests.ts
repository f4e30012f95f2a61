import type { CacheRequest } from './simulator.ts';

/** Requests as many services have them: few things are asked for often. So many that a picture is there at once. */
export const usualCacheRequests: CacheRequest['requests'] = {
  kind: 'zipf',
  objects: 10_000,
  exponent: 0.9,
  requests: 40_000,
  meanBytes: 16_384,
  seed: 1,
};
