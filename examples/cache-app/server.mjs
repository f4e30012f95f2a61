// A service that reads through a cache: what is in it, every process of the service finds there.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { openApplicationCache, readPlanFile } from '@tsk/runtime';

const read = await readPlanFile(process.env.TSK_PLAN ?? 'plan.json', process.env);
if (!read.ok) throw new Error(`The plan cannot be read: ${read.problems.map(({ message }) => message).join(' ')}`);
const cache = await openApplicationCache(read.plan);

/** Stands for a database: slow, and each process counts how often it is asked. */
const names = new Map();
let asked = 0;
async function readProduct(id) {
  asked += 1;
  await pause(100);
  return { id, name: names.get(id) ?? `Product ${id}`, readBy: process.pid };
}

const server = createServer(async (request, response) => {
  const [, collection, id] = (request.url ?? '/').split('/');
  if (collection === 'health') return response.end('ok');
  if (collection === 'stats') return response.end(JSON.stringify({ pid: process.pid, asked, ...cache.stats() }));
  if (collection !== 'products') return response.writeHead(404).end();
  const tags = ['products'];
  if (request.method === 'DELETE') {
    await cache.invalidateTags(tags);
    return response.writeHead(204).end();
  }
  const key = `product:${id}`;
  if (request.method === 'PUT') {
    names.set(id, await text(request));
    const acknowledged = await cache.set(key, { id, name: names.get(id), readBy: process.pid }, { tags });
    return response.end(JSON.stringify({ acknowledged }));
  }
  const product = await cache.getOrSet(key, () => readProduct(id), { tags });
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ ...product, answeredBy: process.pid }));
});

server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => server.close(() => cache.close()));
