import type { TableValue, Value } from '@tsk/parser';
import {
  checkConfig,
  configSchema,
  findSetting,
  planSchema,
  type Schema,
  type SchemaType,
  type Setting,
} from '@tsk/schemas';
import { decodePlan, encodePlan } from '@tsk/schemas/plan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datetime, env, expression, invalid, quantity, range, sample } from './values.ts';

/** Names that every object has, that need escaping, that mean something, and any others. */
const names = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', '$value', '', 'a/b~c', 'enabled', 'trace_x'),
  fc.string(),
);

const leaves = fc.oneof(
  fc.boolean(),
  fc.constant(null),
  fc.double(),
  fc.integer(),
  fc.string(),
  fc.constantFrom('nginx', '30s', '5 parsecs', '1e999d', '70%', 'true', '8080', '127.0.0.1:80'),
  fc.constantFrom(quantity('30s'), quantity('64MB'), quantity('70%'), quantity('1e308w'), quantity('5x')),
  fc.constantFrom(expression, invalid, range(1, 2), datetime('2024-01-15')),
  fc
    .tuple(fc.string(), fc.oneof(fc.constant(undefined), fc.boolean(), fc.double(), fc.string()))
    .map(([name, fallback]) => env(name, fallback)),
);

/** A table in which most keys are those of its schema and most values of the right kind, and some are anything. */
function tableOf(schema: Schema): fc.Arbitrary<Record<string, unknown>> {
  const known = Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, likelyValue(inner)] as const);
  const item = typeof schema.additionalProperties === 'object' ? likelyValue(schema.additionalProperties) : leaves;
  return fc
    .tuple(
      fc.record(Object.fromEntries(known), { requiredKeys: [] }),
      fc.array(fc.tuple(names, item), { maxLength: schema.additionalProperties === false ? 1 : 3 }),
    )
    .map(([members, others]) => Object.fromEntries([...Object.entries(members), ...others]));
}

function likelyValue(schema: Schema): fc.Arbitrary<unknown> {
  const isTable = schema.properties !== undefined || schema.additionalProperties !== undefined;
  const given = [
    ...(schema.enum ?? []),
    ...(schema.examples ?? []),
    ...(schema.default === undefined ? [] : [schema.default]),
  ];
  return fc.oneof(
    { weight: 4, arbitrary: isTable ? tableOf(schema) : given.length > 0 ? fc.constantFrom(...given) : leaves },
    { weight: 1, arbitrary: leaves },
    {
      weight: 1,
      arbitrary: fc.array(schema.items === undefined ? leaves : likelyValue(schema.items), { maxLength: 4 }),
    },
  );
}

const data = tableOf(configSchema);

describe('checkConfig', () => {
  it('never throws, and gives settings and findings for any values', () => {
    fc.assert(
      fc.property(
        data,
        fc.option(fc.dictionary(fc.string(), fc.string()), { nil: undefined }),
        (given, environment) => {
          const { text, root } = sample(given);
          const { config, diagnostics } = checkConfig(root, environment === undefined ? {} : { environment });
          for (const { message, span } of diagnostics) {
            expect(message).toMatch(/^[`A-Z].*[.?]$/s);
            expect(message).not.toMatch(/undefined|\[object/);
            expect(span.start).toBeLessThanOrEqual(span.end);
            expect(span.end).toBeLessThanOrEqual(text.length);
          }
          for (const pointer of config.places.keys()) expect(valueAt(config.settings, pointer)).not.toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('has nothing to say about what it has made good itself', () => {
    fc.assert(
      fc.property(data, (given) => {
        const first = checkConfig(sample(given).root).config.settings;
        const again = checkConfig(sample(Object(written(first, []))).root);
        expect(
          again.diagnostics
            .filter(({ code }) => code !== 'TSK4009' && code !== 'TSK4016')
            .map(({ message }) => message),
        ).toEqual([]);
      }),
    );
  });

  it('does not mind depth or size', () => {
    let deep: Value = { kind: 'array', elements: [], file: 'a', span: { start: 0, end: 0 } };
    for (let i = 0; i < 100_000; i++) deep = { ...deep, kind: 'array', elements: [deep] };
    const wide: Value = { ...deep, kind: 'array', elements: Array.from({ length: 10_000 }, () => deep) };
    const member = (key: string, value: Value) => [key, { key, keySpan: deep.span, file: 'a', value }] as const;
    const service: TableValue = {
      ...deep,
      kind: 'table',
      members: new Map([member('args', wide), member('env', deep)]),
    };
    const root: TableValue = {
      ...deep,
      kind: 'table',
      members: new Map([member('service', service), member('x', deep)]),
    };
    expect(checkConfig(root).diagnostics).toHaveLength(200);
  });
});

describe('decodePlan', () => {
  it('gives back the plan that was encoded', () => {
    fc.assert(
      fc.property(arbitraryOf(planSchema), (plan) => {
        const decoded = decodePlan(plan, { env: {} });
        if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems));
        expect(decodePlan(JSON.parse(encodePlan(decoded.plan)), { env: {} })).toEqual({ ok: true, plan });
      }),
      { numRuns: 200 },
    );
  });

  it('does not mind depth', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = { deep };
    expect(decodePlan({ version: 1, server: deep }, { env: {} }).ok).toBe(false);
  });

  it('never throws, and says why of anything that is not a plan', () => {
    const json = fc.oneof(
      fc.jsonValue(),
      fc.record({ version: fc.constant(1), server: fc.jsonValue(), origins: fc.jsonValue(), sources: fc.jsonValue() }),
    );
    fc.assert(
      fc.property(json, (value) => {
        const decoded = decodePlan(value, { env: {} });
        expect(decoded.ok ? 0 : decoded.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

/** The document that settings could have come from: their numbers in milliseconds, bytes and shares get units again. */
function written(setting: Setting, path: readonly string[]): unknown {
  if (typeof setting === 'number') {
    const unit = findSetting(path)?.unit;
    if (unit === undefined) return setting;
    if (unit === '/s') return setting;
    if (unit === '%') return quantity(`${setting * 100}%`);
    return quantity(`${setting}${unit === 'MB' ? 'B' : 'ms'}`);
  }
  if (typeof setting !== 'object' || setting === null) return setting;
  if ('$env' in setting) return expression;
  if (Array.isArray(setting)) return setting.map((element) => written(element, path));
  return Object.fromEntries(Object.entries(setting).map(([key, inner]) => [key, written(inner, [...path, key])]));
}

function valueAt(value: unknown, pointer: string): unknown {
  let at = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    at = Object.getOwnPropertyDescriptor(Object(at), key)?.value;
  }
  return at;
}

/** Any value that a schema of the plan allows. */
function arbitraryOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return arbitraryOf(planSchema.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? {});
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  return fc.oneof(...types.map((type) => arbitraryOfType(type, schema)));
}

function arbitraryOfType(type: SchemaType, schema: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return schema.pattern === undefined ? fc.string() : fc.stringMatching(new RegExp(schema.pattern, 'u'));
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 2 ** 31 - 1 });
    case 'number': {
      const min = schema.exclusiveMinimum === undefined ? 0 : 1e-9;
      return fc.double({ min, max: schema.maximum ?? 1e9, noNaN: true });
    }
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}), { maxLength: 3 });
    case 'object': {
      const { additionalProperties: item, properties = {} } = schema;
      if (typeof item === 'object') return fc.dictionary(fc.string(), arbitraryOf(item), { maxKeys: 3 });
      return fc.record(Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, arbitraryOf(inner)])));
    }
  }
}
