import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentAgeMs, toStoredHead } from '../../runtime/src/cache/freshness/age.ts';
import { parseDirectives } from '../../runtime/src/cache/freshness/directives.ts';
import { indexFields, splitList } from '../../runtime/src/cache/freshness/fields.ts';
import { parseHttpDate } from '../../runtime/src/cache/freshness/http-date.ts';
import { freshnessLifetimeMs } from '../../runtime/src/cache/freshness/lifetime.ts';
import { readRequest, readResponse } from '../../runtime/src/cache/freshness/message.ts';
import { decideRange } from '../../runtime/src/cache/freshness/range.ts';
import { decideReuse } from '../../runtime/src/cache/freshness/reuse.ts';
import { selectionKey } from '../../runtime/src/cache/freshness/vary.ts';
import { evictionPolicies } from '../../runtime/src/cache/policies/index.ts';
import { BodyCollector, readBody } from '../../runtime/src/cache/stored-body.ts';

const key = fc.constantFrom(...'abcdefghij');
const step = fc.oneof(
  fc.record({ do: fc.constant('put' as const), key, bytes: fc.integer({ min: 0, max: 12 }) }),
  fc.record({ do: fc.constant('get' as const), key }),
  fc.record({ do: fc.constant('delete' as const), key }),
);

describe.each(evictionPolicies)('whatever is done to the eviction policy $name', (kind) => {
  it('it keeps its bounds, gives back only the last value put, and its counts are those of what it holds', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 0, max: 5 }), (steps, maxEntries) => {
        const model = new Map<string, { value: number; bytes: number }>();
        const policy = kind.create<number>({
          maxEntries,
          maxBytes: 20,
          // What is evicted leaves the model as well; a value that the model lacks would be one that came back.
          onEvict: (evicted, value) => {
            expect(model.get(evicted)?.value).toBe(value);
            model.delete(evicted);
          },
        });
        steps.forEach((taken, value) => {
          if (taken.do === 'put') {
            model.delete(taken.key);
            if (policy.put(taken.key, value, taken.bytes)) model.set(taken.key, { value, bytes: taken.bytes });
          } else if (taken.do === 'delete') expect(policy.delete(taken.key)).toBe(model.delete(taken.key));
          else expect(policy.get(taken.key)).toBe(model.get(taken.key)?.value);
          expect(policy.entries).toBeLessThanOrEqual(maxEntries);
          expect(policy.bytes).toBeLessThanOrEqual(20);
          expect(policy.bytes).toBe([...model.values()].reduce((sum, { bytes }) => sum + bytes, 0));
          expect([...policy.keys()].sort()).toEqual([...model.keys()].sort());
        });
      }),
    );
  });
});

const fieldText = fc.stringMatching(/^[ -~]{0,40}$/);
const moment = fc.integer({ min: 0, max: 4_102_444_799 }).map((second) => second * 1000);

describe('freshness', () => {
  it('reads any text as directives and lists without failing', () => {
    fc.assert(
      fc.property(fieldText, (text) => {
        for (const [name, value] of parseDirectives(text))
          expect([typeof name, value?.length ?? 0]).toEqual(['string', expect.any(Number)]);
        expect(splitList(text).every((member) => member === member.trim() && member !== '')).toBe(true);
      }),
    );
  });

  it('reads every date that it may be given back to the same second', () => {
    fc.assert(
      fc.property(moment, (atMs) => {
        expect(parseHttpDate(new Date(atMs).toUTCString(), atMs)).toBe(atMs);
      }),
    );
  });

  it('never gets fresher by waiting', () => {
    const response = fc.record({ maxAge: fc.nat(200), age: fc.nat(200), swr: fc.nat(100) });
    fc.assert(
      fc.property(response, fc.nat(400_000), fc.nat(400_000), ({ maxAge, age, swr }, first, more) => {
        const control = `max-age=${maxAge}, stale-while-revalidate=${swr}`;
        const fields = [
          ['Cache-Control', control],
          ['Age', String(age)],
        ] as const;
        const head = toStoredHead(readResponse(200, fields, 0, 0));
        const rank = (nowMs: number): number => {
          const reuse = decideReuse(readRequest('GET', []), head, nowMs);
          return ['serve', 'serve-and-revalidate', 'revalidate'].indexOf(reuse.kind);
        };
        expect(rank(first + more)).toBeGreaterThanOrEqual(rank(first));
        expect(currentAgeMs(head, first + more) - currentAgeMs(head, first)).toBe(more);
        expect(freshnessLifetimeMs(head)).toBe(maxAge * 1000);
      }),
    );
  });

  it('selects the same for the same values, and tells any two values apart', () => {
    fc.assert(
      fc.property(fieldText, fieldText, (one, other) => {
        const select = (value: string): string => selectionKey(['x'], indexFields([['X', value]]));
        const compact = (value: string): string => value.replaceAll(/\s*,\s*/g, ',');
        expect(select(one) === select(other)).toBe(compact(one) === compact(other));
      }),
    );
  });
});

describe('bodies', () => {
  it('come out as they went in, in any part and whatever the pieces', () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, fc.boolean(), (chunks, declare) => {
        const whole = Buffer.concat(chunks);
        const collector = new BodyCollector(10_000, declare ? whole.length : undefined);
        expect(chunks.every((chunk) => collector.add(Buffer.from(chunk)))).toBe(true);
        const body = collector.finish();
        if (body === undefined) throw new Error('a whole body was taken for a part');
        expect(readBody(body, 0, body.length)).toEqual(whole);
        const middle = whole.length >> 1;
        expect(readBody(body, middle, body.length)).toEqual(whole.subarray(middle));
      }),
    );
  });

  it('give a range only of what is there', () => {
    const number = fc.oneof(fc.constant(''), fc.nat(60).map(String));
    fc.assert(
      fc.property(number, number, fc.nat(50), (first, last, length) => {
        const request = readRequest('GET', [['Range', `bytes=${first}-${last}`]]);
        const answer = decideRange(request, readResponse(200, [], 0, 0), length);
        if (answer.kind !== 'part') return;
        expect(answer.start).toBeGreaterThanOrEqual(0);
        expect(answer.start).toBeLessThan(answer.end);
        expect(answer.end).toBeLessThanOrEqual(length);
      }),
    );
  });
});
