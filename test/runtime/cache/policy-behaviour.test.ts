import { describe, expect, it } from 'vitest';
import { findEvictionPolicy } from '../../../runtime/src/cache/policies/index.ts';
import type { EvictionPolicy } from '../../../runtime/src/cache/policies/policy.ts';

const NO_BOUND = Number.POSITIVE_INFINITY;

function policyOf<K extends string | number = string>(name: string, maxEntries: number): EvictionPolicy<true, K> {
  const kind = findEvictionPolicy(name);
  if (kind === undefined) throw new Error(`there is no eviction policy ${name}`);
  return kind.create<true, K>({ maxEntries, maxBytes: NO_BOUND });
}

/** Asks for each key in turn, and puts it where it is not held. Gives the share of requests that were hits. */
function request<K extends string | number>(policy: EvictionPolicy<true, K>, keys: Iterable<K>): number {
  let hits = 0;
  let requests = 0;
  for (const key of keys) {
    requests += 1;
    if (policy.get(key) === undefined) policy.put(key, true, 1);
    else hits += 1;
  }
  return hits / requests;
}

function held(policy: EvictionPolicy<true>): string {
  return [...policy.keys()].sort().join('');
}

/** The numbers from 0 on, so many, again and again. */
function* loop(length: number, rounds: number): Iterable<number> {
  for (let round = 0; round < rounds; round += 1) for (let key = 0; key < length; key += 1) yield key;
}

/** A few keys that are asked for again and again, among many that are asked for once. */
function* favourites(count: number, requests: number): Iterable<number> {
  for (let index = 0; index < requests; index += 1) yield index % 2 === 0 ? (index / 2) % count : 1_000_000 + index;
}

/** A window that moves on: each key is asked for four times within a short time, and never again. */
function* novelties(requests: number): Iterable<number> {
  for (let index = 0; index < requests; index += 1) yield (index >> 2) - (index & 3) * 15;
}

/** What one policy holds of a small cache after the requests: the row says which requests show its character. */
describe.each([
  ['lru', 3, 'abcade', 'ade', 'what was used goes to the front'],
  ['fifo', 3, 'abcad', 'bcd', 'a use changes nothing'],
  ['clock', 3, 'abcad', 'acd', 'what was used gets another turn'],
  ['clock', 3, 'abcadef', 'def', 'but one turn only'],
  ['sieve', 3, 'abcad', 'acd', 'what was used is passed over'],
  ['sieve', 3, 'abcade', 'ade', 'the hand goes on from where it stood'],
  ['sieve', 3, 'abcadef', 'aef', 'and what it has passed is safe until it comes round'],
  ['slru', 5, 'abcdeaafg', 'acdeg', 'what is new comes in below what was used'],
  ['slru', 5, 'abcdeaaff', 'acdef', 'and a use lifts it over what came before'],
  ['slru', 5, 'abcdeaaffg', 'adefg', 'which then goes first'],
  ['arc', 3, 'aabcde', 'ade', 'a scan goes past what was used twice'],
  ['s3_fifo', 10, 'aaabcdefghijkl', 'adefghijkl', 'two uses earn a place in the main queue'],
  ['s3_fifo', 10, 'aabcdefghijkl', 'cdefghijkl', 'one use does not'],
  ['s3_fifo', 4, 'abcdeafghi', 'aghi', 'what comes back while its ghost is there is in the main queue'],
])('%s with %i entries, asked for %s', (name, maxEntries, keys, expected, because) => {
  it(`holds ${expected}: ${because}`, () => {
    const policy = policyOf(name, maxEntries);
    request(policy, keys);
    expect(held(policy)).toBe(expected);
  });
});

it('peeking is no use', () => {
  const policy = policyOf('lru', 3);
  request(policy, 'abc');
  policy.peek('a');
  request(policy, 'd');
  expect(held(policy)).toBe('bcd');
});

describe('a loop that is somewhat larger than the cache', () => {
  it.each(['fifo', 'lru', 'clock', 'sieve'])('leaves %s without a hit', (name) => {
    expect(request(policyOf<number>(name, 100), loop(120, 20))).toBe(0);
  });

  it.each([
    ['lirs', 0.7],
    ['w_tinylfu', 0.7],
    ['adaptive_w_tinylfu', 0.6],
  ] as const)('lets %s keep most of it', (name, least) => {
    expect(request(policyOf<number>(name, 100), loop(120, 20))).toBeGreaterThan(least);
  });
});

describe('keys that are asked for again and again among others that are not', () => {
  it.each([
    ['lirs', 0.3],
    ['s3_fifo', 0.45],
    ['w_tinylfu', 0.45],
    ['adaptive_w_tinylfu', 0.45],
  ] as const)('stay with %s', (name, least) => {
    expect(request(policyOf<number>(name, 100), favourites(80, 20_000))).toBeGreaterThan(least);
  });

  it('are lost to lru', () => {
    expect(request(policyOf<number>('lru', 100), favourites(80, 20_000))).toBe(0);
  });
});

describe('keys that are new and asked for a few times only', () => {
  it.each(['lru', 'adaptive_w_tinylfu'])('stay with %s', (name) => {
    expect(request(policyOf<number>(name, 100), novelties(40_000))).toBeGreaterThan(0.7);
  });

  it('are lost to the small window of w_tinylfu', () => {
    expect(request(policyOf<number>('w_tinylfu', 100), novelties(40_000))).toBeLessThan(0.3);
  });
});

describe('what arc regrets to have evicted', () => {
  it('moves room to the list that lost it', () => {
    const policy = policyOf('arc', 4);
    request(policy, 'aabbcdef');
    // d is a ghost of what was used once: the target for that list becomes 1, and d comes back as used often.
    expect(held(policy)).toBe('abef');
    request(policy, 'd');
    expect(held(policy)).toBe('abdf');
    request(policy, 'g');
    expect(held(policy)).toBe('bdfg');
  });
});

it('what was replaced keeps its place in the main queue of s3_fifo', () => {
  const policy = policyOf('s3_fifo', 4);
  request(policy, 'abcdea');
  policy.put('a', true, 1);
  request(policy, 'fghi');
  expect(held(policy)).toBe('aghi');
});
