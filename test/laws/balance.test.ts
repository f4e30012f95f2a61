import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BalancerKind, Candidate } from '../../runtime/src/balance/balancer.ts';
import { balancers } from '../../runtime/src/balance/index.ts';

const candidate: fc.Arbitrary<Candidate> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 8 }),
  weight: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 }), fc.double({ min: 0.01, max: 10, noNaN: true })),
  inFlight: fc.nat(1_000),
  latencyMs: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 100_000, noNaN: true })),
});

const candidates = fc.uniqueArray(candidate, { selector: ({ id }) => id, maxLength: 12 });
/** Which candidates are there changes from pick to pick, as instances come and go. */
const history = fc.array(fc.record({ candidates, clientAddress: fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()) }), {
  minLength: 1,
  maxLength: 20,
});

/** A table of 65,537 slots takes milliseconds, and random candidates need a new one each time. */
const runs = (kind: BalancerKind): { numRuns: number } => ({ numRuns: kind.name === 'maglev' ? 15 : 100 });

describe.each(balancers)('$name', (kind) => {
  test('picks a given candidate with a weight where there is one, and none otherwise, whatever came before', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const balancer = kind.create(() => 0.5);
        for (const { candidates: given, clientAddress } of steps) {
          const pick = balancer.pick(given, { clientAddress });
          const eligible = given.filter(({ weight }) => weight > 0);
          if (eligible.length === 0) expect(pick).toBeUndefined();
          else expect(eligible).toContain(pick);
        }
      }),
      runs(kind),
    );
  });

  test('changes none of the candidates', () => {
    fc.assert(
      fc.property(candidates, fc.string(), (given, clientAddress) => {
        const before = structuredClone(given);
        kind.create(() => 0.5).pick(given.map(Object.freeze) as Candidate[], { clientAddress });
        expect(given).toEqual(before);
      }),
      runs(kind),
    );
  });
});

describe('the shares of round robin', () => {
  test('are exact after each whole round of the weights', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 8 }), (weights) => {
        const balancer = balancers.find(({ name }) => name === 'round_robin')?.create(() => 0.5);
        const group = weights.map((weight, index) => ({ id: String(index), weight, inFlight: 0, latencyMs: 0 }));
        const counts = weights.map(() => 0);
        const round = weights.reduce((sum, weight) => sum + weight, 0);
        for (let turn = 0; turn < round; turn += 1) {
          const id = Number(balancer?.pick(group, { clientAddress: '' })?.id);
          counts[id] = (counts[id] ?? 0) + 1;
        }
        expect(counts).toEqual(weights);
      }),
    );
  });
});

describe('the choice of ip_hash', () => {
  test('depends on nothing but the client and who is there', () => {
    fc.assert(
      fc.property(candidates, fc.string(), fc.nat(11), (given, clientAddress, leaver) => {
        const balancer = balancers.find(({ name }) => name === 'ip_hash')?.create(() => 0.5);
        const pick = balancer?.pick(given, { clientAddress });
        const gone = given[leaver];
        const rest = given.filter((one) => one !== gone).toReversed();
        if (gone !== pick) expect(balancer?.pick(rest, { clientAddress })).toBe(pick);
      }),
    );
  });
});
