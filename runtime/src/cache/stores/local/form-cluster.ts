import type { Redis } from 'ioredis';

/** Where a node listens: to clients, and to the other nodes. */
export interface NodePorts {
  readonly port: number;
  readonly busPort: number;
}

const SLOTS = 16_384;
const HOST = '127.0.0.1';
const LONGEST_WAIT_MS = 20_000;
const POLL_MS = 50;

/**
 * Makes a cluster of fresh nodes: the first `masters` share the slots, the others become replicas of one of them in turn.
 * Resolves when every node says that the cluster is whole.
 */
export async function formCluster(nodes: readonly NodePorts[], masters: number): Promise<void> {
  await withClients(nodes, async (clients) => {
    await Promise.all(clients.map(untilAnswers));
    const slotsOf = (at: number): number => Math.floor((at * SLOTS) / masters);
    for (const [at, client] of clients.entries()) {
      await client.call('CLUSTER', 'SET-CONFIG-EPOCH', String(at + 1));
      if (at < masters) await client.call('CLUSTER', 'ADDSLOTSRANGE', String(slotsOf(at)), String(slotsOf(at + 1) - 1));
    }
    const [first, ...others] = clients;
    if (first === undefined) return;
    for (const [at] of others.entries()) {
      const { port, busPort } = nodes[at + 1] ?? { port: 0, busPort: 0 };
      await first.call('CLUSTER', 'MEET', HOST, String(port), String(busPort));
    }
    await untilAll(clients, 'know each other', async (client) => {
      const info = await readInfo(client);
      return info.get('cluster_known_nodes') === String(nodes.length) && info.get('cluster_state') === 'ok';
    });
    const ids = await Promise.all(
      clients.slice(0, masters).map(async (client) => String(await client.call('CLUSTER', 'MYID'))),
    );
    for (const [at, replica] of clients.slice(masters).entries()) {
      await replica.call('CLUSTER', 'REPLICATE', ids[at % masters] ?? '');
    }
    await untilAll(clients.slice(masters), 'follow their masters', async (client) =>
      String(await client.info('replication')).includes('master_link_status:up'),
    );
  });
}

/** Waits until nodes that have been a cluster before are one again. */
export async function waitUntilOk(nodes: readonly NodePorts[]): Promise<void> {
  await withClients(nodes, async (clients) => {
    await Promise.all(clients.map(untilAnswers));
    await untilAll(
      clients,
      'find each other',
      async (client) => (await readInfo(client)).get('cluster_state') === 'ok',
    );
  });
}

async function withClients(
  nodes: readonly NodePorts[],
  work: (clients: readonly Redis[]) => Promise<void>,
): Promise<void> {
  const { Redis: Client } = await import('ioredis');
  const clients = nodes.map(({ port }) => {
    const client = new Client({ host: HOST, port, retryStrategy: () => POLL_MS, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    return client;
  });
  try {
    await work(clients);
  } finally {
    for (const client of clients) client.disconnect();
  }
}

async function untilAnswers(client: Redis): Promise<void> {
  await until('answer', async () => (await client.ping()) === 'PONG');
}

async function untilAll(
  clients: readonly Redis[],
  what: string,
  holds: (client: Redis) => Promise<boolean>,
): Promise<void> {
  await Promise.all(clients.map((client) => until(what, () => holds(client))));
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  let waitedMs = 0;
  for (;;) {
    const left = LONGEST_WAIT_MS - waitedMs;
    if (left <= 0) throw new Error(`its nodes do not ${what} within ${LONGEST_WAIT_MS / 1000} s`);
    const done = await Promise.race([holds(), pause(left).then(() => false)]);
    if (done) return;
    await pause(POLL_MS);
    waitedMs += POLL_MS;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

async function readInfo(client: Redis): Promise<ReadonlyMap<string, string>> {
  const text = String(await client.call('CLUSTER', 'INFO'));
  return new Map(text.split('\r\n').map((line) => [line.split(':', 1)[0] ?? '', line.slice(line.indexOf(':') + 1)]));
}
