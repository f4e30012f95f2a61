import { createHash } from 'node:crypto';
import type { Client } from 'memjs';
import { type SharedStore, StoreError, type StoreTiming } from './shared-store.ts';

/** A server as it is configured takes items of 1 MiB, with their key and what it notes itself. */
const MOST_BYTES = 1_000_000;
/** The protocol takes 250 bytes without blanks. */
const PLAIN_KEY = /^[!-~]{1,200}$/;
const DAY_S = 86_400;

/**
 * Connects to memcached servers, among which keys are spread by their hash; servers that are not there yet are no error.
 * memcached can neither list its keys nor carry announcements: what is cached in a process is kept there for a short time only.
 */
export async function openMemcached(addresses: readonly string[], { timeoutMs }: StoreTiming): Promise<SharedStore> {
  const { Client: MemjsClient } = await import('memjs');
  const client = MemjsClient.create(addresses.join(','), {
    retries: 0,
    timeout: timeoutMs / 1000,
    conntimeout: Math.max(1, timeoutMs / 1000),
    keepAlive: true,
    logger: { log: () => undefined },
  });
  return {
    name: 'memcached',
    read: (keys) => Promise.all(keys.map((key) => readOne(client, key))),
    async write(key, value, ttlMs) {
      if (value.length > MOST_BYTES) throw new StoreError('too-large', 'memcached: the value is over 1 MB.');
      await reached(() => client.set(wireKey(key), value, { expires: expiry(ttlMs) }));
    },
    async remove(keys) {
      await Promise.all(keys.map((key) => reached(() => client.delete(wireKey(key)))));
    },
    close: async () => client.close(),
  };
}

async function readOne(client: Client, key: string): Promise<Buffer | undefined> {
  const { value } = await reached(() => client.get(wireKey(key)));
  return value ?? undefined;
}

function wireKey(key: string): string {
  return PLAIN_KEY.test(key) ? key : createHash('sha256').update(key).digest('base64url');
}

/** Whole seconds, rounded up: when an entry ends is written in the entry itself, to the millisecond. */
function expiry(ttlMs: number): number {
  if (ttlMs === Number.POSITIVE_INFINITY) return 0;
  const seconds = Math.max(1, Math.ceil(ttlMs / 1000));
  return seconds <= 30 * DAY_S ? seconds : Math.ceil(Date.now() / 1000) + seconds;
}

async function reached<T>(command: () => Promise<T>): Promise<T> {
  try {
    return await command();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new StoreError(text.includes('timed out') ? 'timeout' : 'unreachable', `memcached: ${text}`, error);
  }
}
