import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateValues } from '../../vscode-extension/src/plan/locate-values.ts';
import { type PlanNode, planNodes } from '../../vscode-extension/src/plan/plan-nodes.ts';
import { showValue } from '../../vscode-extension/src/plan/show-value.ts';
import { findAdminUrl } from '../../vscode-extension/src/tasks/find-admin-url.ts';

describe('the tree of a plan', () => {
  const lines = (nodes: readonly PlanNode[], indent = ''): readonly string[] =>
    nodes.flatMap(({ label, shown, mark, before, children }) => [
      [`${indent}${label}`, shown, mark && `(${mark})`, before && `was ${before}`].filter(Boolean).join(' '),
      ...lines(children, `${indent}  `),
    ]);

  it('shows values in the units of a person, and marks nothing without a commit', () => {
    const plan = { version: 1, server: { port: 80, keepAliveTimeoutMs: 90_000, maxBodyBytes: 1_500_000 } };
    expect(lines(planNodes(plan, undefined))).toEqual([
      'server',
      '  port 80',
      '  keepAliveTimeoutMs 1.5 min',
      '  maxBodyBytes 1.5 MB',
    ]);
  });

  it('marks what differs, up to the tables that it is in, and compares elements by their names', () => {
    const before = { scaling: { max: 20, old: 1, metrics: [{ name: 'cpu', high: 1 }], same: { a: 1 } } };
    const now = {
      scaling: {
        max: 9,
        metrics: [
          { name: 'rate', high: 2 },
          { name: 'cpu', high: 1 },
        ],
        same: { a: 1 },
      },
    };
    expect(lines(planNodes(now, before))).toEqual([
      'scaling (changed)',
      '  max 9 (changed) was 20',
      '  metrics (changed)',
      '    rate (added)',
      '      name rate',
      '      high 2',
      '    cpu',
      '      name cpu',
      '      high 1',
      '  same',
      '    a 1',
      '  old 1 (removed)',
    ]);
  });

  it('gives each value the pointer that it has in the plan', () => {
    const [list] = planNodes({ list: [{ name: 'a/b', x: 1 }] }, undefined);
    expect(list?.children[0]?.children.map(({ pointer }) => pointer)).toEqual(['/list/0/name', '/list/0/x']);
  });
});

describe('a value', () => {
  it.each([
    ['timeoutMs', 500, '500 ms'],
    ['timeoutMs', 3_600_000, '1 h'],
    ['timeoutMs', 1_234, '1234 ms'],
    ['cpuRatio', 0.7, '70 %'],
    ['enabled', false, 'no'],
    ['token', { $env: 'TOKEN' }, '$TOKEN'],
    ['list', ['a', 'b'], 'a, b'],
    ['list', [], 'none'],
    ['command', null, 'none'],
  ])('%s of %j is shown as %s', (key, value, shown) => {
    expect(showValue(key, value)).toBe(shown);
  });
});

describe('the places of the values in a plan document', () => {
  it('are where JSON.parse finds the same values', () => {
    const values = fc.jsonValue({ noUnicodeString: false });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), values), (plan) => {
        const text = `${JSON.stringify(plan, null, 2)}\n`;
        const parsed: unknown = JSON.parse(text);
        for (const [pointer, { start, end }] of locateValues(text)) {
          const found: unknown = JSON.parse(text.slice(start, end));
          // An assertion for each of thousands of values would take seconds.
          if (JSON.stringify(found) !== JSON.stringify(at(parsed, pointer))) expect.fail(`${pointer} of ${text}`);
        }
      }),
    );
  });

  it('are those of all values', () => {
    const text = JSON.stringify({ a: 1, b: [2, { c: '3, {' }], d: {} }, null, 2);
    expect([...locateValues(text).keys()]).toEqual(['/a', '/b/0', '/b/1/c', '/d']);
  });
});

describe('the address of the operator’s port', () => {
  it.each([
    ['info  Listening on https://127.0.0.1:8080, admin on http://127.0.0.1:9090.\n', 'http://127.0.0.1:9090'],
    ['{"msg":"Listening on http://[::1]:80, admin on http://[::1]:9090."}\n', 'http://[::1]:9090'],
    ['info  Listening on https://127.0.0.1:8080', undefined],
  ])('in %j is %s', (output, url) => {
    expect(findAdminUrl(output)).toBe(url);
  });
});

function at(value: unknown, pointer: string): unknown {
  const keys = pointer.split('/').slice(1);
  return keys.reduce<unknown>(
    (now, key) => Object.getOwnPropertyDescriptor(now, key.replaceAll('~1', '/').replaceAll('~0', '~'))?.value,
    value,
  );
}
