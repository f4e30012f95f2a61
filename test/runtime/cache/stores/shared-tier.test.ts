import { beforeEach, describe, expect, it } from 'vitest';
import { seal, unseal } from '../../../../runtime/src/cache/stores/envelope.ts';
import { GuardedStore } from '../../../../runtime/src/cache/stores/guarded-store.ts';
import { SharedTier } from '../../../../runtime/src/cache/stores/shared-tier.ts';
import { MemorySharedStore } from './memory-shared-store.ts';

let nowMs = 0;
let ids = 0;

function tierOn(store: MemorySharedStore): SharedTier {
  const guarded = new GuardedStore(store, { timeoutMs: 1000, nowMs: () => nowMs });
  return new SharedTier({ store: guarded, prefix: 't:', nowMs: () => nowMs, newId: () => `id${++ids}` });
}

const entry = (text: string, tags: readonly string[] = []) => ({
  payload: Buffer.from(text),
  freshUntilMs: nowMs + 1000,
  staleUntilMs: nowMs + 2000,
  costMs: 0,
  tags,
});

describe('a store that was away and comes back with what it had', () => {
  let store: MemorySharedStore;
  let tier: SharedTier;

  beforeEach(async () => {
    nowMs = 1_000_000;
    store = new MemorySharedStore();
    tier = tierOn(store);
    await tier.write('a/1', entry('old', ['x']));
    store.isAway = true;
  });

  async function comeBack(): Promise<void> {
    store.isAway = false;
    nowMs += 10_000_000;
  }

  it.each<[string, () => Promise<boolean>]>([
    ['removed', () => tier.remove(['a/1'])],
    ['written anew', () => tier.write('a/1', entry('new'))],
    ['invalidated by its tag', () => tier.invalidateTags(['x'])],
    ['invalidated by its prefix', () => tier.invalidatePrefix('a/')],
    ['cleared', () => tier.clear()],
  ])('does not bring back what was %s meanwhile', async (_, change) => {
    expect(await change()).toBe(false);
    const longLived = { ...entry('old', ['x']), staleUntilMs: Number.POSITIVE_INFINITY };
    await comeBack();
    // As another process would have left it: of the same versions, and long from over.
    const bytes = store.held.get('t:e:a/1');
    const sealed = bytes === undefined ? undefined : unseal(bytes);
    if (sealed === undefined) throw new Error('it was written');
    store.held.set('t:e:a/1', seal({ ...sealed, notes: { ...sealed.notes, staleUntilMs: longLived.staleUntilMs } }));
    expect(await tier.read('a/1')).toBeUndefined();
    expect(await tier.read('a/1')).toBeUndefined();
  });

  it('still has what nobody changed', async () => {
    await tier.read('a/1');
    store.isAway = false;
    expect((await tier.read('a/1'))?.payload.toString()).toBe('old');
  });
});

describe('a version that the store has lost', () => {
  it('invalidates too much, never too little', async () => {
    nowMs = 1_000_000;
    const store = new MemorySharedStore();
    const tier = tierOn(store);
    await tier.write('a', entry('a', ['x']));
    await tier.write('b', entry('b'));
    store.held.delete('t:t:x');
    expect(await tier.read('a')).toBeUndefined();
    expect(await tier.read('b')).toBeDefined();
    store.held.delete('t:generation');
    expect(await tier.read('b')).toBeUndefined();
  });
});

describe('an envelope', () => {
  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['of another version', (bytes) => bytes.fill(2, 4, 5)],
    ['of something else', () => Buffer.from('"some JSON of another program"')],
    ['that is cut off', (bytes) => bytes.subarray(0, 20)],
    ['that is empty', () => Buffer.alloc(0)],
    ['without its notes', (bytes) => bytes.fill(0x7b, 9, 12)],
  ])('%s reads as missing', (_, damage) => {
    const notes = { generation: 'g', freshUntilMs: 1, staleUntilMs: 2, costMs: 0, tags: {} };
    const bytes = seal({ notes, payload: Buffer.from('payload') });
    expect(unseal(bytes)?.notes).toEqual(notes);
    expect(unseal(damage(bytes))).toBeUndefined();
  });
});
