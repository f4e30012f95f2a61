import { compile } from '@tsk/compiler';
import { describe, expect, it } from 'vitest';
import { evictionPolicies } from '../../../runtime/src/cache/policies/index.ts';

function compileWith(responseCache: string) {
  const text = `[scalability_architecture.caching]\nresponse_cache = ${responseCache}\n`;
  const files = new Map([['service.tsk', text]]);
  const { artifacts, diagnostics } = compile({ files, env: {}, nowMs: 0 }, ['service.tsk']);
  return { text: artifacts[0]?.text, errors: diagnostics.filter(({ severity }) => severity === 'error') };
}

function policyOf(responseCache: string): unknown {
  return JSON.parse(compileWith(responseCache).text ?? 'null')?.cache.response.policy;
}

describe('the eviction policy of a configuration', () => {
  it.each(evictionPolicies)('may be $name, which goes into the plan', ({ name }) => {
    expect(policyOf(`{ eviction_policy = "${name}" }`)).toBe(name);
  });

  it.each(['true', '{ max_size = 10MB }'])('is the default with response_cache = %s', (responseCache) => {
    expect(policyOf(responseCache)).toBe('adaptive_w_tinylfu');
  });

  it('is no other: the message names the nearest', () => {
    const { text, errors } = compileWith('{ eviction_policy = "s3_fif" }');
    expect(text).toBeUndefined();
    expect(errors.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(/^TSK4\d{3} .*eviction_policy/),
    ]);
    expect(JSON.stringify(errors)).toContain('s3_fifo');
  });
});
