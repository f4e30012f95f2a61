import { decodePlan, type ResponseCachePlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { openResponseCache } from '../../../runtime/src/cache/open-cache.ts';
import { defaultEvictionPolicy, evictionPolicies } from '../../../runtime/src/cache/policies/index.ts';
import type { Handler } from '../../../runtime/src/http/exchange.ts';
import { samplePlan } from '../../schemas/sample-plan.ts';
import { START_MS } from './origin.ts';

const plan: ResponseCachePlan = {
  enabled: true,
  maxBytes: 40_000,
  maxEntryBytes: 40_000,
  policy: 'lru',
  shared: true,
  sortQuery: false,
  ignoredQuery: [],
};

const origin: Handler = async () => ({
  status: 200,
  statusText: 'OK',
  headers: [['Cache-Control', 'max-age=60']],
  body: Buffer.alloc(10_000),
  source: { backendId: 'one', cache: 'miss' },
});

/** Puts three responses into a cache for three, asks for the first again, then for another: what became of the first then. */
async function fateOfTheUsed(policy: ResponseCachePlan['policy']): Promise<string | undefined> {
  const handler = openResponseCache({ ...plan, policy }, () => START_MS)?.wrap(origin);
  const fates: (string | undefined)[] = [];
  for (const target of ['/a', '/b', '/c', '/a', '/d', '/a']) {
    const response = await handler?.({
      method: 'GET',
      scheme: 'http',
      authority: 'site.test',
      target,
      headers: [],
      body: null,
      clientAddress: '127.0.0.1',
      signal: new AbortController().signal,
    });
    fates.push(response?.source.cache);
  }
  expect(fates.slice(0, 5)).toEqual(['miss', 'miss', 'miss', 'hit', 'miss']);
  return fates[5];
}

describe('the response cache of a plan', () => {
  it('is none where it is not enabled', () => {
    expect(openResponseCache({ ...plan, enabled: false }, () => 0)).toBeNull();
  });

  it('evicts by the policy that the plan names', async () => {
    expect(await fateOfTheUsed('lru')).toBe('hit');
    expect(await fateOfTheUsed('fifo')).toBe('miss');
  });

  it.each(evictionPolicies)('may be asked for with $name, as may be read from a plan', ({ name }) => {
    const cache = { ...samplePlan.cache, response: { ...plan, policy: name } };
    expect(decodePlan({ ...samplePlan, cache }, { env: {} })).toMatchObject({ ok: true });
  });

  it('is not read from a plan with a policy that the runtime does not have', () => {
    const cache = { ...samplePlan.cache, response: { ...plan, policy: 'clairvoyant' } };
    expect(decodePlan({ ...samplePlan, cache }, { env: {} })).toMatchObject({ ok: false });
  });

  it('has one default, in the plan and in the runtime', () => {
    expect(defaultEvictionPolicy.name).toBe('adaptive_w_tinylfu');
  });
});
