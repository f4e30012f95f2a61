import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type OpenSharedTier,
  openSharedTier,
  type StoreAddress,
} from '../../../../runtime/src/cache/stores/open-shared-tier.ts';
import type { SharedEntry } from '../../../../runtime/src/cache/stores/shared-tier.ts';
import { eventually, isInstalled, startServer, type TestServer } from './servers.ts';

/** A store of the registry, and how the tests start one. */
interface Subject {
  readonly program: 'redis-server' | 'memcached';
  readonly announces: boolean;
  address(port: number): StoreAddress;
}

const subjects: readonly Subject[] = [
  {
    program: 'redis-server',
    announces: true,
    address: (port) => ({ kind: 'redis', url: `redis://127.0.0.1:${port}` }),
  },
  {
    program: 'memcached',
    announces: false,
    address: (port) => ({ kind: 'memcached', addresses: [`127.0.0.1:${port}`] }),
  },
];

function entry(text: string, change: Partial<SharedEntry> = {}): SharedEntry {
  const untilMs = Date.now() + 60_000;
  return { payload: Buffer.from(text), freshUntilMs: untilMs, staleUntilMs: untilMs, costMs: 1, tags: [], ...change };
}

describe.each(subjects)('a shared tier on $program', ({ program, announces, address }) => {
  describe.skipIf(!isInstalled(program))('that is installed', () => {
    let server: TestServer;
    const opened: OpenSharedTier[] = [];
    let names = 0;

    beforeAll(async () => {
      server = await startServer(program);
    });
    afterAll(async () => {
      await Promise.all(opened.map(({ close }) => close()));
      await server.kill();
    });

    /** Two processes that share a cache, which nobody else uses. */
    async function openTwo(): Promise<[OpenSharedTier['tier'], OpenSharedTier['tier']]> {
      names += 1;
      const settings = { timeoutMs: 1000, keyPrefix: 'test:', nowMs: Date.now };
      const both = [
        await openSharedTier(address(server.port), `c${names}`, settings),
        await openSharedTier(address(server.port), `c${names}`, settings),
      ];
      opened.push(...both);
      const [one, other] = both.map(({ tier }) => tier);
      if (one === undefined || other === undefined) throw new Error('two were opened');
      for (const tier of [one, other]) await eventually('it connects', () => tier.write('hello', entry('')));
      return [one, other];
    }

    async function textOf(tier: OpenSharedTier['tier'], key: string): Promise<string | undefined> {
      return (await tier.read(key))?.payload.toString();
    }

    it('gives back what another process has written, with its notes', async () => {
      const [one, other] = await openTwo();
      const written = entry('value', { costMs: 7, staleUntilMs: Date.now() + 99_000, tags: ['a', 'b'] });
      expect(await one.write('key with blanks and ü', written)).toBe(true);
      expect(await other.read('key with blanks and ü')).toEqual(written);
      expect(await other.read('another')).toBeUndefined();
    });

    it('forgets by key, tag, prefix and as a whole', async () => {
      const [one, other] = await openTwo();
      for (const key of ['a/1', 'a/2', 'b/1']) await one.write(key, entry(key, { tags: [`tag ${key.slice(-1)}`] }));
      await one.remove(['a/1']);
      expect(await textOf(other, 'a/1')).toBeUndefined();
      expect(await textOf(other, 'a/2')).toBe('a/2');
      await one.invalidateTags(['tag 2']);
      expect(await textOf(other, 'a/2')).toBeUndefined();
      expect(await textOf(other, 'b/1')).toBe('b/1');
      await one.invalidatePrefix('b/');
      expect(await textOf(other, 'b/1')).toBeUndefined();
      await other.write('c', entry('c'));
      await one.clear();
      expect(await textOf(other, 'c')).toBeUndefined();
      await other.write('c', entry('again'));
      expect(await textOf(one, 'c')).toBe('again');
    });

    it('does not take what is over, nor what others have put under its keys', async () => {
      const [one, other] = await openTwo();
      await one.write('key', entry('old'));
      await one.write('key', entry('over', { staleUntilMs: Date.now() - 1 }));
      expect(await textOf(other, 'key')).toBeUndefined();
    });

    it.runIf(announces)('tells the other process of changes', async () => {
      const [one, other] = await openTwo();
      const heard: unknown[] = [];
      await other.listen({ onChange: (change) => heard.push(change), onGap: () => undefined });
      await eventually('it is heard', async () => {
        await one.remove(['key']);
        return heard.length > 0;
      });
      expect(heard[0]).toEqual({ keys: ['key'] });
    });

    it('is bypassed while the store is away, used again when it is back, and forgets then what it should have forgotten', async () => {
      const [one, other] = await openTwo();
      await one.write('kept', entry('kept'));
      await server.kill();
      expect(await textOf(one, 'kept')).toBeUndefined();
      for (let count = 0; count < 10; count += 1) await one.read('kept');
      expect(one.stats()).toMatchObject({ circuit: 'open' });
      expect(one.stats().bypassed).toBeGreaterThan(0);
      expect(await one.remove(['kept'])).toBe(false);
      await server.restart();
      await eventually('it is used again', () => one.write('back', entry('back')));
      await eventually('the other one, too', async () => (await textOf(other, 'back')) === 'back');
      expect(one.stats()).toMatchObject({ circuit: 'closed' });
    });
  });
});
