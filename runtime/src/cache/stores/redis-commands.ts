import type { Cluster, Redis } from 'ioredis';
import { type Announcements, type SharedStore, StoreError } from './shared-store.ts';

/** What one Redis server and a cluster have in common. */
type Client = Redis | Cluster;

const SCAN_COUNT = 1000;
/** Redis takes no longer lifetimes than this many milliseconds, and nobody notices the difference to for ever. */
const LONGEST_TTL_MS = 10 * 365 * 86_400_000;

/** The shared store on a connected client. `nodes` gives the servers that have keys of their own. */
export function storeOn(
  name: string,
  client: Client,
  { nodes, announcements }: { readonly nodes: () => readonly Redis[]; readonly announcements: Announcements },
  close: () => void,
): SharedStore {
  return {
    name,
    announcements,
    // One command for each key: a cluster refuses one for several, and they travel together anyway (auto-pipelining).
    read: (keys) =>
      reached(async () => {
        const values = await Promise.all(keys.map((key) => client.getBuffer(key)));
        return values.map((value) => value ?? undefined);
      }),
    write: (key, value, ttlMs) =>
      reached(async () => {
        await client.set(key, value, 'PX', Math.max(1, Math.min(LONGEST_TTL_MS, Math.round(ttlMs))));
      }),
    remove: (keys) =>
      reached(async () => {
        await Promise.all(keys.map((key) => client.unlink(key)));
      }),
    removePrefix: (prefix) =>
      reached(async () => {
        await Promise.all(nodes().map((node) => removeFrom(node, prefix)));
      }),
    close: async () => close(),
  };
}

/** Announcements over a channel. A client that listens can do nothing else, so it has a connection of its own. */
export function announceOver(
  channel: string,
  publisher: Client,
  subscriber: Client,
  gapEvents: readonly string[],
): Announcements {
  return {
    publish: (text) =>
      reached(async () => {
        await publisher.publish(channel, text);
      }),
    async listen(onText, onGap) {
      subscriber.on('message', (from: string, text: string) => {
        if (from === channel) onText(text);
      });
      for (const event of gapEvents) subscriber.on(event, onGap);
      await subscriber.subscribe(channel);
    },
  };
}

async function removeFrom(node: Redis, prefix: string): Promise<void> {
  const match = `${prefix.replaceAll(/[*?[\]\\^]/g, '\\$&')}*`;
  for await (const keys of node.scanStream({ match, count: SCAN_COUNT })) {
    await Promise.all((keys as string[]).map((key) => node.unlink(key)));
  }
}

async function reached<T>(command: () => Promise<T>): Promise<T> {
  try {
    return await command();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new StoreError(text.includes('timed out') ? 'timeout' : 'unreachable', `Redis: ${text}`, error);
  }
}
