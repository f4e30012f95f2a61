import { describe, expect, it } from 'vitest';
import { evictionPolicies, findEvictionPolicy } from '../../../runtime/src/cache/policies/index.ts';

const NO_BOUND = Number.POSITIVE_INFINITY;

describe.each(evictionPolicies)('the eviction policy $name', (kind) => {
  it('says in one sentence what it does', () => {
    expect(kind.summary).toMatch(/^[A-Z].+\.$/);
  });

  it('gives back what was put, and nothing for what was not', () => {
    const policy = kind.create<string>({ maxEntries: 3, maxBytes: NO_BOUND });
    expect(policy.put('a', 'A', 1)).toBe(true);
    expect([policy.get('a'), policy.peek('a'), policy.get('b'), policy.peek('b')]).toEqual([
      'A',
      'A',
      undefined,
      undefined,
    ]);
  });

  it('keeps within its number of entries', () => {
    const policy = kind.create<string>({ maxEntries: 3, maxBytes: NO_BOUND });
    for (const key of 'abcdefgh') policy.put(key, key, 1);
    expect([policy.entries, policy.bytes, [...policy.keys()].length]).toEqual([3, 3, 3]);
    expect(policy.peek('h')).toBe('h');
  });

  it('keeps within its bytes, whatever the sizes', () => {
    const policy = kind.create<string>({ maxEntries: NO_BOUND, maxBytes: 10 });
    for (const [key, bytes] of [
      ['a', 4],
      ['b', 4],
      ['c', 9],
      ['d', 1],
      ['e', 10],
    ] as const)
      policy.put(key, key, bytes);
    expect([policy.entries, policy.bytes, policy.peek('e')]).toEqual([1, 10, 'e']);
  });

  it('refuses an entry larger than its bound and lets go of what had the key', () => {
    const policy = kind.create<string>({ maxEntries: 3, maxBytes: 10 });
    policy.put('a', 'old', 2);
    policy.put('b', 'B', 2);
    expect(policy.put('a', 'huge', 11)).toBe(false);
    expect([policy.peek('a'), policy.peek('b'), policy.bytes]).toEqual([undefined, 'B', 2]);
  });

  it('holds nothing where it may have no entry', () => {
    const policy = kind.create<string>({ maxEntries: 0, maxBytes: 10 });
    expect([policy.put('a', 'A', 1), policy.entries]).toEqual([false, 0]);
  });

  it('counts a replacement with its new size', () => {
    const policy = kind.create<string>({ maxEntries: 5, maxBytes: 10 });
    policy.put('a', 'small', 2);
    policy.put('b', 'B', 3);
    policy.put('a', 'large', 7);
    expect([policy.get('a'), policy.get('b'), policy.bytes, policy.entries]).toEqual(['large', 'B', 10, 2]);
  });

  it('makes room for a replacement that has grown, but not with the replacement itself', () => {
    const policy = kind.create<string>({ maxEntries: 5, maxBytes: 10 });
    policy.put('a', 'small', 2);
    policy.put('b', 'B', 8);
    policy.put('a', 'large', 9);
    expect([policy.get('a'), policy.get('b'), policy.bytes]).toEqual(['large', undefined, 9]);
  });

  it('deletes once', () => {
    const policy = kind.create<string>({ maxEntries: 3, maxBytes: NO_BOUND });
    policy.put('a', 'A', 5);
    expect([policy.delete('a'), policy.delete('a'), policy.get('a'), policy.bytes, policy.entries]).toEqual([
      true,
      false,
      undefined,
      0,
      0,
    ]);
  });

  it.each([...'abcd'])('goes on evicting after %s was deleted from the full queue', (victim) => {
    const policy = kind.create<string>({ maxEntries: 4, maxBytes: NO_BOUND });
    for (const key of 'xabcd') policy.put(key, key, 1);
    policy.delete(victim);
    for (const key of 'efghijk') policy.put(key, key, 1);
    expect([policy.entries, policy.peek('k'), policy.peek(victim)]).toEqual([4, 'k', undefined]);
  });

  it('tells of what made room, and of nothing else', () => {
    const evicted: [string, string, number][] = [];
    const policy = kind.create<string>({
      maxEntries: 2,
      maxBytes: NO_BOUND,
      onEvict: (...entry) => evicted.push(entry),
    });
    policy.put('a', 'A', 1);
    policy.put('a', 'AA', 2);
    policy.put('b', 'B', 3);
    policy.delete('b');
    policy.put('c', 'C', 4);
    policy.put('d', 'D', 5);
    expect([[['a', 'AA', 2]], [['c', 'C', 4]]]).toContainEqual(evicted);
    expect([policy.entries, policy.peek('d')]).toEqual([2, 'D']);
  });
});

it('an unknown name is no policy', () => {
  expect(findEvictionPolicy('clairvoyant')).toBeUndefined();
});
