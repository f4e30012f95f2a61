import { describe, expect, it } from 'vitest';
import { Refusals } from '../../../runtime/src/cache/refusals.ts';

describe('a key whose response was not stored', () => {
  it.each([
    ['is remembered where the response may not be', 'no-store', 200, true],
    ['is remembered where its body is too large', 'too-large', 200, true],
    ['is remembered where it is not there', 'no-use', 404, true],
    ['is not remembered for an error of the moment', 'no-freshness', 503, false],
    ['is not remembered for what one request asked for', 'request-no-store', 200, false],
    ['is not remembered for who one client is', 'authorization', 200, false],
  ] as const)('%s', (_, why, status, remembered) => {
    const refusals = new Refusals();
    refusals.remember('a', why, status, 1000);
    expect([refusals.has('a', 1000), refusals.has('b', 1000)]).toEqual([remembered, false]);
  });

  it('is remembered for a minute, or until it has been stored after all', () => {
    const refusals = new Refusals();
    refusals.remember('a', 'private', 200, 1000);
    expect([refusals.has('a', 60_999), refusals.has('a', 61_000)]).toEqual([true, false]);
    refusals.forget('a');
    expect(refusals.has('a', 1000)).toBe(false);
  });

  it('makes room for others: no more than ten thousand are remembered', () => {
    const refusals = new Refusals();
    for (let key = 0; key <= 10_000; key += 1) refusals.remember(String(key), 'private', 200, 0);
    expect([refusals.has('0', 1), refusals.has('1', 1), refusals.has('10000', 1)]).toEqual([false, true, true]);
  });
});
