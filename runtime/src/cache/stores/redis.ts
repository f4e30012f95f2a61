import { announceOver, storeOn } from './redis-commands.ts';
import type { SharedStore, StoreTiming } from './shared-store.ts';

interface ConnectionOptions {
  readonly enableOfflineQueue: boolean;
  readonly maxRetriesPerRequest: number;
  readonly autoResendUnfulfilledCommands: boolean;
  readonly enableAutoPipelining: boolean;
  readonly commandTimeout: number;
  readonly connectTimeout: number;
  readonly lazyConnect: boolean;
  readonly retryStrategy: (times: number) => number;
}

/**
 * What every connection to Redis has: a command fails at once while there is none, because whoever waits for it is better
 * off without the store; the connection itself is tried again for ever.
 */
export function connectionOptions(timeoutMs: number): ConnectionOptions {
  return {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableAutoPipelining: true,
    commandTimeout: timeoutMs,
    connectTimeout: Math.max(1000, timeoutMs),
    retryStrategy: (times) => Math.min(1000, 50 * 2 ** Math.min(times, 5)),
    lazyConnect: true,
  };
}

/** Connects to one Redis server; a server that is not there yet is no error. `ioredis` is loaded only now. */
export async function openRedis(url: string, { timeoutMs, channel }: StoreTiming): Promise<SharedStore> {
  const { Redis } = await import('ioredis');
  const options = connectionOptions(timeoutMs);
  const client = new Redis(url, options);
  const subscriber = new Redis(url, { ...options, enableOfflineQueue: true, maxRetriesPerRequest: null });
  for (const one of [client, subscriber]) {
    // Each failed attempt is an event; what it means is seen at the commands, which fail.
    one.on('error', () => undefined);
    one.connect().catch(() => undefined);
  }
  const announcements = announceOver(channel, client, subscriber, ['ready']);
  return storeOn('redis', client, { nodes: () => [client], announcements }, () => {
    client.disconnect();
    subscriber.disconnect();
  });
}
