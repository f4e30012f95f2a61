import { describe, expect, it } from 'vitest';
import { writeStrategies } from '../../../../runtime/src/cache/strategies/index.ts';
import type {
  WriteBounds,
  WriteStrategy,
  WriteStrategyKind,
} from '../../../../runtime/src/cache/strategies/strategy.ts';

/** Targets that note what is written to them, in order. */
function rig(kind: WriteStrategyKind, { source = false, bounds = {} as Partial<WriteBounds> } = {}): Rig {
  const steps: string[] = [];
  const fails = { source: 0, shared: false };
  const lost: string[] = [];
  const strategy = kind.create<number>(
    {
      keepLocal: ({ key, value }) => steps.push(`local ${key}=${value}`),
      dropLocal: (key) => steps.push(`drop local ${key}`),
      keepShared: async ({ key, value }) => {
        await new Promise((resolve) => setImmediate(resolve));
        steps.push(`shared ${key}=${value}`);
        return !fails.shared;
      },
      dropShared: async (key) => {
        steps.push(`drop shared ${key}`);
        return true;
      },
      save: source
        ? async (key, value) => {
            await new Promise((resolve) => setImmediate(resolve));
            if (fails.source > 0) {
              fails.source -= 1;
              throw new Error('the disk is full');
            }
            steps.push(`source ${key}=${value}`);
          }
        : null,
    },
    { maxDelayMs: 60_000, maxPending: 100, onLost: (key) => lost.push(key), ...bounds },
  );
  return { strategy, steps, fails, lost };
}

interface Rig {
  readonly strategy: WriteStrategy<number>;
  readonly steps: string[];
  readonly fails: { source: number; shared: boolean };
  readonly lost: string[];
}

const kindOf = (name: WriteStrategyKind['name']): WriteStrategyKind => {
  const kind = writeStrategies.find((one) => one.name === name);
  if (kind === undefined) throw new Error(name);
  return kind;
};

describe('write strategies', () => {
  it.each<[WriteStrategyKind['name'], boolean, readonly string[]]>([
    ['write_through', true, ['source a=1', 'shared a=1', 'local a=1']],
    ['write_through', false, ['shared a=1', 'local a=1']],
    ['write_around', true, ['source a=1', 'drop shared a', 'drop local a']],
    ['write_around', false, ['shared a=1', 'drop local a']],
    ['read_through', true, ['source a=1', 'drop shared a', 'drop local a']],
    ['cache_aside', true, ['local a=1']],
    ['write_behind', true, ['local a=1']],
  ])('%s, with a source: %s, writes to %j before it answers', async (name, source, expected) => {
    const { strategy, steps } = rig(kindOf(name), { source });
    const written = strategy.write({ key: 'a', value: 1 });
    expect(await written.then(() => [...steps])).toEqual(expected);
  });

  it.each(['write_through', 'write_around', 'read_through'] as const)(
    '%s tells the caller that the source has refused, and keeps nothing',
    async (name) => {
      const { strategy, steps, fails } = rig(kindOf(name), { source: true });
      fails.source = 1;
      await expect(strategy.write({ key: 'a', value: 1 })).rejects.toThrow('the disk is full');
      expect(steps).toEqual([]);
    },
  );

  it('write_through says that the shared store has not acknowledged', async () => {
    const { strategy, fails } = rig(kindOf('write_through'));
    fails.shared = true;
    expect(await strategy.write({ key: 'a', value: 1 })).toBe(false);
  });
});

describe('write_behind', () => {
  const kind = kindOf('write_behind');

  it('writes the newest value of a key once, when it is flushed', async () => {
    const { strategy, steps } = rig(kind, { source: true });
    for (const value of [1, 2, 3]) await strategy.write({ key: 'a', value });
    expect(strategy.find('a')).toEqual({ key: 'a', value: 3 });
    await strategy.flush();
    expect(steps.filter((step) => step.startsWith('source'))).toEqual(['source a=3']);
    expect(strategy.pending).toBe(0);
    expect(strategy.find('a')).toBeUndefined();
  });

  it('writes by itself after its delay', async () => {
    const { strategy, steps } = rig(kind, { bounds: { maxDelayMs: 5 } });
    await strategy.write({ key: 'a', value: 1 });
    for (let turn = 0; turn < 100 && strategy.pending > 0; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(steps).toEqual(['local a=1', 'shared a=1']);
  });

  it('never puts off more than it may', async () => {
    const { strategy, steps } = rig(kind, { bounds: { maxPending: 10 } });
    let most = 0;
    for (let value = 0; value < 100; value += 1) {
      await strategy.write({ key: `key ${value}`, value });
      most = Math.max(most, strategy.pending);
    }
    expect(most).toBeLessThanOrEqual(10);
    await strategy.flush();
    expect(steps.filter((step) => step.startsWith('shared'))).toHaveLength(100);
  });

  it('tries again where the source fails, and says what it has given up', async () => {
    const { strategy, steps, fails, lost } = rig(kind, { source: true });
    fails.source = 2;
    await strategy.write({ key: 'a', value: 1 });
    await strategy.flush();
    expect(steps).toContain('source a=1');
    fails.source = 99;
    await strategy.write({ key: 'b', value: 1 });
    await strategy.flush();
    expect(lost).toEqual(['b']);
    expect(strategy.pending).toBe(0);
  });

  it('never lets an older value overtake a newer one', async () => {
    const { strategy, steps } = rig(kind, { source: true });
    await strategy.write({ key: 'a', value: 1 });
    const first = strategy.flush();
    await strategy.write({ key: 'a', value: 2 });
    await Promise.all([first, strategy.flush()]);
    expect(steps.filter((step) => step.startsWith('source'))).toEqual(['source a=1', 'source a=2']);
  });
});
