import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '@tsk/compiler';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Log, type RunningRuntime, readPlanFile, runPlan } from '../../runtime/src/index.ts';
import { isInstalled } from '../runtime/cache/stores/servers.ts';

const folder = fileURLToPath(new URL('../../examples/cache-app/', import.meta.url));
const say = (): void => undefined;
const log: Log = { trace: say, debug: say, info: say, warn: say, error: say, child: () => log };

interface Product {
  readonly name: string;
  readonly readBy: number;
  readonly answeredBy: number;
}

describe.skipIf(!isInstalled('redis-server'))('the example of a service with a cache', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'tsk-cache-app-'));
  let runtime: RunningRuntime;

  beforeAll(async () => {
    const text = readFileSync(join(folder, 'cache-app.tsk'), 'utf8');
    const { artifacts, diagnostics } = compile({ files: new Map([['cache-app.tsk', text]]), env: {}, nowMs: 0 }, [
      'cache-app.tsk',
    ]);
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    const path = join(scratch, 'plan.json');
    writeFileSync(path, artifacts[0]?.text ?? '');
    const read = await readPlanFile(path, {});
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const { service, server } = read.plan;
    runtime = await runPlan(
      {
        ...read.plan,
        server: { ...server, port: 0, adminPort: 0 },
        service: {
          ...service,
          command: process.execPath,
          workingDirectory: folder,
          env: { ...service.env, TSK_PLAN: path, NODE_OPTIONS: '--conditions=@tsk/source' },
        },
      },
      { log },
    );
    await runtime.ready;
    await vi.waitFor(() => expect(runtime.status().scaling.ready).toBe(2), { timeout: 20_000, interval: 50 });
  });

  afterAll(async () => {
    await runtime?.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  async function get(path: string): Promise<Product> {
    return (await (await fetch(runtime.url + path)).json()) as Product;
  }

  /** Asks until both processes have answered, for they take turns. */
  async function getFromBoth(path: string): Promise<readonly Product[]> {
    const answers = new Map<number, Product>();
    for (let attempt = 0; attempt < 20 && answers.size < 2; attempt += 1) {
      const answer = await get(path);
      answers.set(answer.answeredBy, answer);
    }
    return [...answers.values()];
  }

  it('finds in each process what one of them has read, and sees a change through either of them', async () => {
    await vi.waitFor(
      async () => {
        const put = await fetch(`${runtime.url}/products/0`, { method: 'PUT', body: 'probe' });
        expect(await put.json()).toEqual({ acknowledged: true });
      },
      { timeout: 10_000, interval: 100 },
    );
    let id = 10;
    await vi.waitFor(
      async () => {
        id += 1;
        await get(`/products/${id}`);
        // The answer does not wait for the shared store.
        await new Promise((resolve) => setTimeout(resolve, 200));
        const [one, other] = await getFromBoth(`/products/${id}`);
        expect(one?.answeredBy).not.toBe(other?.answeredBy);
        expect(one?.readBy).toBe(other?.readBy);
      },
      { timeout: 20_000, interval: 50 },
    );
    await fetch(`${runtime.url}/products/7`, { method: 'PUT', body: 'Teapot' });
    await vi.waitFor(async () => {
      expect((await getFromBoth('/products/7')).map(({ name }) => name)).toEqual(['Teapot', 'Teapot']);
    });
    expect((await fetch(`${runtime.url}/products`, { method: 'DELETE' })).status).toBe(204);
    await vi.waitFor(async () => {
      const read = await getFromBoth('/products/8');
      expect(read.map(({ name }) => name)).toEqual(['Product 8', 'Product 8']);
    });
  });
});
