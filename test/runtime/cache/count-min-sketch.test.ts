import { describe, expect, it } from 'vitest';
import { CountMinSketch } from '../../../runtime/src/cache/policies/count-min-sketch.ts';
import { hashKey } from '../../../runtime/src/cache/policies/hash.ts';

function add(sketch: CountMinSketch, key: string | number, times: number): void {
  for (let time = 0; time < times; time += 1) sketch.add(hashKey(key));
}

describe('the sketch of frequencies', () => {
  it('knows nothing at first', () => {
    expect(new CountMinSketch().estimate(hashKey('a'))).toBe(0);
  });

  it('counts keys apart, up to 15', () => {
    const sketch = new CountMinSketch();
    add(sketch, 'a', 3);
    add(sketch, 'b', 40);
    expect(['a', 'b', 'c'].map((key) => sketch.estimate(hashKey(key)))).toEqual([3, 15, 0]);
  });

  it('halves all counts when enough was counted', () => {
    const sketch = new CountMinSketch();
    add(sketch, 'often', 15);
    add(sketch, 'seldom', 3);
    // It is made for 16 entries: the 160th addition lets it age.
    add(sketch, 'once', 1);
    for (let other = 0; other < 10; other += 1) add(sketch, other, 14);
    expect(sketch.estimate(hashKey('often'))).toBe(15);
    add(sketch, 'last', 1);
    expect([sketch.estimate(hashKey('often')), sketch.estimate(hashKey('seldom'))]).toEqual([7, 1]);
  });

  it('keeps what it knows when it grows', () => {
    const sketch = new CountMinSketch();
    for (let key = 0; key < 10; key += 1) add(sketch, key, key);
    sketch.fit(1000);
    for (let key = 0; key < 10; key += 1) expect(sketch.estimate(hashKey(key))).toBeGreaterThanOrEqual(key);
  });

  it('is seldom wrong about as many keys as it is made for', () => {
    const sketch = new CountMinSketch();
    sketch.fit(4096);
    for (let key = 0; key < 4096; key += 1) add(sketch, `key ${key}`, key % 4);
    let wrong = 0;
    for (let key = 0; key < 4096; key += 1) if (sketch.estimate(hashKey(`key ${key}`)) !== key % 4) wrong += 1;
    expect(wrong).toBeLessThan(80);
  });
});

describe('the hash of a key', () => {
  it('tells numbers apart, and texts', () => {
    const numbers = Array.from({ length: 10_000 }, (_, key) => hashKey(key));
    expect(new Set(numbers).size).toBe(10_000);
    const texts = Array.from({ length: 10_000 }, (_, key) => hashKey(`/page/${key}`));
    expect(new Set(texts).size).toBeGreaterThan(9_990);
  });

  it('spreads neighbours over the high bits as well as over the low ones', () => {
    for (const shift of [0, 28]) {
      const buckets = new Array<number>(16).fill(0);
      for (let key = 0; key < 16_000; key += 1) {
        const bucket = (hashKey(key) >>> shift) & 15;
        buckets[bucket] = (buckets[bucket] ?? 0) + 1;
      }
      expect(Math.max(...buckets)).toBeLessThan(1_200);
    }
  });
});
