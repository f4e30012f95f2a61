import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFreePort } from '../../runtime/src/http/free-port.ts';
import { type Log, runPlan } from '../../runtime/src/index.ts';
import { findSuite, runSuite, startOrigin, type Verdict } from '../conformance/http-cache.ts';
import { skips } from '../conformance/http-cache-skips.ts';
import { testPlan } from '../runtime/admin/plan.ts';

const suite = findSuite();
const say = (): void => undefined;
const log: Log = { trace: say, debug: say, info: say, warn: say, error: say, child: () => log };

/** The best of the published results of reverse proxies. */
const BEST_REQUIRED = 132;
const BEST_OPTIMAL = 70;

describe.skipIf(suite === undefined)('http-cache-tests', () => {
  it('pass better than for any published proxy, and all that is required but what has a reason', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsk-http-cache-'));
    const port = await findFreePort();
    const origin = await startOrigin(suite ?? '', port, join(folder, 'pid'));
    const runtime = await runPlan(
      {
        ...testPlan,
        service: { ...testPlan.service, provider: 'static' },
        instances: [{ name: 'origin', host: '127.0.0.1', port, weight: 1, maxRequests: 0 }],
        balancing: { ...testPlan.balancing, health: { ...testPlan.balancing.health, enabled: false } },
        cache: {
          ...testPlan.cache,
          response: { ...testPlan.cache.response, enabled: true, maxBytes: 64_000_000, maxEntryBytes: 1_000_000 },
        },
      },
      { log },
    );
    try {
      await runtime.ready;
      const verdicts = await runSuite(suite ?? '', runtime.url);
      const count = (kind: Verdict['kind'], verdict: Verdict['verdict']): number =>
        verdicts.filter((one) => one.kind === kind && one.verdict === verdict).length;
      for (const kind of ['required', 'optimal', 'check'] as const) {
        console.log(`${kind}: ${count(kind, 'passed')} / ${count(kind, 'failed')} / ${count(kind, 'not judged')}`);
      }
      const failed = verdicts.filter(({ kind, verdict }) => kind === 'required' && verdict === 'failed');
      const unexplained = failed.filter(({ id }) => skips[id] === undefined);
      expect(unexplained.map(({ id, detail }) => `${id}: ${detail}`)).toEqual([]);
      expect(Object.keys(skips).filter((id) => failed.every((one) => one.id !== id))).toEqual([]);
      expect(count('required', 'passed')).toBeGreaterThan(BEST_REQUIRED);
      expect(count('optimal', 'passed')).toBeGreaterThan(BEST_OPTIMAL);
    } finally {
      await runtime.stop();
      origin.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
