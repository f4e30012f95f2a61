import { describe, expect, it } from 'vitest';
import { describeAdvice } from '../../../runtime/src/cache/advice/advise.ts';
import { Optimizer, type OptimizerOptions } from '../../../runtime/src/cache/advice/optimizer.ts';
import { findEvictionPolicy } from '../../../runtime/src/cache/policies/index.ts';
import type { EvictionPolicyKind } from '../../../runtime/src/cache/policies/policy.ts';
import { zipfRequests } from '../../bench/cache-keys.ts';

const ENTRY = 1000;

function policyOf(name: string): EvictionPolicyKind {
  const policy = findEvictionPolicy(name);
  if (policy === undefined) throw new Error(name);
  return policy;
}

/** A cache of its own with an optimizer beside it, as the response cache has one. */
class Subject {
  readonly optimizer: Optimizer;
  readonly applied: string[] = [];
  #hits = 0;
  #misses = 0;
  readonly #held;

  constructor(policy: string, maxBytes: number, change: Partial<OptimizerOptions> = {}) {
    this.#held = policyOf(policy).create<true>({ maxBytes, maxEntries: Number.POSITIVE_INFINITY });
    const apply = (kind: EvictionPolicyKind): void => void this.applied.push(kind.name);
    this.optimizer = new Optimizer({
      policy: policyOf(policy),
      maxBytes,
      hitRateTrigger: null,
      sizeTrigger: null,
      apply,
      ...change,
    });
  }

  ask(keys: Iterable<number>): void {
    for (const key of keys) {
      this.optimizer.observe(`key ${key}`, () => ENTRY);
      if (this.#held.get(`key ${key}`) === true) this.#hits += 1;
      else {
        this.#misses += 1;
        this.#held.put(`key ${key}`, true, ENTRY);
      }
    }
  }

  look(): ReturnType<Optimizer['look']> {
    return this.optimizer.look({ hits: this.#hits, misses: this.#misses, bytes: this.#held.bytes });
  }

  get hitRate(): number {
    return this.#hits / (this.#hits + this.#misses);
  }
}

describe('advice on a cache', () => {
  const popular = zipfRequests(20_000, 0.9, 60_000);

  it('names a better policy with the gain to expect, and a larger size', () => {
    const subject = new Subject('fifo', 400 * ENTRY);
    subject.ask(popular);
    subject.look();
    subject.ask(popular);
    const { advice } = subject.look();
    expect(advice.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['policy', 'grow']));
    const policy = advice.find(({ kind }) => kind === 'policy');
    if (policy?.kind !== 'policy') throw new Error('no policy');
    expect(policy.policy).not.toBe('fifo');
    // What the policy really attains on the same requests.
    const other = new Subject(policy.policy, 400 * ENTRY);
    other.ask(popular);
    other.ask(popular);
    expect(Math.abs(other.hitRate - policy.hitRate)).toBeLessThan(0.04);
    expect(subject.optimizer.attainable).toBe(policy.hitRate);
    expect(describeAdvice(policy)).toMatch(/^The eviction policy \w+ would raise the hit rate .* points to .* %\.$/);
  });

  it('says where half the room would do', () => {
    const subject = new Subject('lru', 10_000 * ENTRY);
    subject.ask(zipfRequests(1000, 1, 20_000));
    expect(subject.look().advice.map(({ kind }) => kind)).toContain('shrink');
  });

  it('says nothing of a policy before there is enough to say', () => {
    const subject = new Subject('fifo', 400 * ENTRY);
    subject.ask(popular.subarray(0, 100));
    expect(subject.look()).toEqual({ advice: [], applied: null });
    expect(subject.optimizer.attainable).toBeNull();
  });

  it('is applied once three looks have agreed, and then rests', () => {
    const subject = new Subject('fifo', 400 * ENTRY);
    const applied = Array.from({ length: 12 }, (_, look) => {
      subject.ask(popular.subarray(look * 5000, (look + 1) * 5000));
      return subject.look().applied;
    });
    expect(applied.filter((one) => one !== null)).toHaveLength(1);
    expect(applied.findIndex((one) => one !== null)).toBeGreaterThanOrEqual(2);
    expect(subject.applied).toHaveLength(1);
    expect(subject.optimizer.policy).toBe(subject.applied[0]);
  });

  it('is only given where it may not be applied', () => {
    const subject = new Subject('fifo', 400 * ENTRY, { apply: null });
    for (let look = 0; look < 6; look += 1) {
      subject.ask(popular.subarray(look * 5000, (look + 1) * 5000));
      expect(subject.look().applied).toBeNull();
    }
    expect(subject.optimizer.policy).toBe('fifo');
  });

  it.each([
    { hitRateTrigger: 0.8, sizeTrigger: 0.9, kinds: ['hit-rate-trigger', 'size-trigger'] },
    { hitRateTrigger: null, sizeTrigger: null, kinds: [] },
  ])('fires the fixed triggers $hitRateTrigger and $sizeTrigger as $kinds', ({ kinds, ...triggers }) => {
    const subject = new Subject('adaptive_w_tinylfu', 400 * ENTRY, triggers);
    subject.ask(popular);
    const fired = subject.look().advice.filter(({ kind }) => kind.endsWith('trigger'));
    expect(fired.map(({ kind }) => kind)).toEqual(kinds);
    for (const one of fired) expect(describeAdvice(one)).toContain('trigger of');
  });
});
