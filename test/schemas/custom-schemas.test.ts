import { parseDocument } from '@tsk/parser';
import { checkCustom, findSetting, listSettings, loadCustomSchema } from '@tsk/schemas';
import { describe, expect, it } from 'vitest';
import { applyFix } from './values.ts';

const draft = 'https://json-schema.org/draft/2020-12/schema';

async function load(schema: unknown, files: ReadonlyMap<string, string> = new Map()) {
  const loaded = await loadCustomSchema(JSON.stringify(schema), 'conf/app.schema.json', files);
  if (loaded.kind !== 'loaded') throw new Error(JSON.stringify(loaded));
  return loaded.schema;
}

/** What a schema says of a text: the text that is underlined, the message, and the text after the fix. */
async function findingsOf(schema: unknown, text: string) {
  const { root, diagnostics } = parseDocument(text, { file: 'app.tsk' });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return checkCustom(root, await load(schema)).map((found) => ({
    at: text.slice(found.span.start, found.span.end),
    says: found.message,
    fixed: applyFix(text, found),
  }));
}

const store = {
  oneOf: [
    {
      type: 'object',
      required: ['type', 'host'],
      additionalProperties: false,
      properties: { type: { const: 'redis' }, host: { type: 'string' }, port: { type: 'integer' } },
    },
    {
      type: 'object',
      required: ['type'],
      additionalProperties: false,
      properties: { type: { const: 'memory' }, entries: { type: 'integer', minimum: 1 } },
    },
  ],
};

const rows: readonly (readonly [schema: unknown, text: string, at: string, says: string, fixed?: string])[] = [
  [
    { properties: { port: { type: 'integer' } } },
    'port = "8080"',
    '"8080"',
    '`port` must be a whole number, not the text "8080", says app.schema.json.',
    'port = 8080',
  ],
  [
    { properties: { name: { type: 'string' } } },
    'name = 5',
    '5',
    '`name` must be text, not the number 5, says app.schema.json.',
    'name = "5"',
  ],
  [
    { properties: { hosts: { type: 'array' } } },
    'hosts = "a"',
    '"a"',
    '`hosts` must be a list, not the text "a", says app.schema.json.',
    'hosts = ["a"]',
  ],
  [
    { properties: { shop: { properties: { tax_rate: {}, currency: {} }, additionalProperties: false } } },
    '[shop]\ntax_rat = 1',
    'tax_rat',
    '`shop` has no key `tax_rat`, says app.schema.json; did you mean `tax_rate`?',
    '[shop]\ntax_rate = 1',
  ],
  [
    { properties: { shop: { properties: { a: {} }, additionalProperties: false } } },
    '[shop]\nweather = 1',
    'weather',
    '`shop` has no key `weather`; its keys are `a`, says app.schema.json.',
  ],
  [
    { properties: { shop: { required: ['currency', 'country'] } } },
    '[shop]\ntax = 1',
    'shop',
    '`shop` needs `currency` and `country`, says app.schema.json.',
  ],
  [
    { properties: { currency: { enum: ['EUR', 'USD'] } } },
    'currency = "EURO"',
    '"EURO"',
    '`currency` cannot be "EURO", says app.schema.json; did you mean "EUR"?',
    'currency = "EUR"',
  ],
  [
    { properties: { currency: { enum: ['EUR', 7] } } },
    'currency = "yen"',
    '"yen"',
    '`currency` cannot be "yen"; by app.schema.json it is "EUR" or 7.',
  ],
  [
    { properties: { tax: { maximum: 25 } } },
    'tax = 30',
    '30',
    '`tax` must be at most 25, not the number 30, says app.schema.json.',
    'tax = 25',
  ],
  [
    { properties: { tax: { exclusiveMinimum: 0 } } },
    'tax = 0',
    '0',
    '`tax` must be more than 0, not the number 0, says app.schema.json.',
  ],
  [
    { properties: { id: { pattern: '^[a-z]+$' } } },
    'id = "A1"',
    '"A1"',
    '`id` must be text that matches `^[a-z]+$`, not the text "A1", says app.schema.json.',
  ],
  [
    { properties: { tags: { uniqueItems: true } } },
    'tags = ["a", "b", "a"]',
    '["a", "b", "a"]',
    '`tags` has the same element at 0 and 2, says app.schema.json.',
  ],
  [
    { properties: { id: { minLength: 3 } } },
    'id = "a"',
    '"a"',
    '`id` must have at least 3 characters, says app.schema.json.',
  ],
  [{ properties: { n: { multipleOf: 5 } } }, 'n = 7', '7', '`n` must be a multiple of 5, says app.schema.json.'],
  [
    { properties: { n: { not: { const: 7 } } } },
    'n = 7',
    '7',
    '`n` has a form that is ruled out, says app.schema.json.',
  ],
  [
    { properties: { a: { dependentRequired: { x: ['y'] } } } },
    '[a]\nx = 1',
    'a',
    '`a` needs `y` because it has `x`, says app.schema.json.',
  ],
  [
    { properties: { a: { propertyNames: { pattern: '^[a-z]+$' } } } },
    '[a]\nx1 = 1',
    'x1',
    '`a.x1` must have another name, says app.schema.json.',
  ],
  [
    JSON.parse('{"properties": {"a": {"if": {"required": ["x"]}, "then": {"required": ["y"]}}}}'),
    '[a]\nx = 1',
    'a',
    '`a` needs `y`, says app.schema.json.',
  ],
  [
    { properties: { v: { anyOf: [{ type: 'string' }, { type: 'integer' }] } } },
    'v = true',
    'true',
    '`v` must be text or a whole number, not `true`, says app.schema.json.',
    'v = "true"',
  ],
  [
    { properties: { store } },
    'store = { type = "redis", host = 5 }',
    '5',
    '`store.host` must be text, not the number 5, says app.schema.json.',
    'store = { type = "redis", host = "5" }',
  ],
  [
    { properties: { store } },
    'store = { type = "memory", entires = 5 }',
    'entires',
    '`store` has no key `entires`, says app.schema.json; did you mean `entries`?',
    'store = { type = "memory", entries = 5 }',
  ],
  [
    { properties: { store } },
    'store = { type = "radis", host = "a" }',
    '"radis"',
    '`store.type` cannot be "radis", says app.schema.json; did you mean "redis"?',
    'store = { type = "redis", host = "a" }',
  ],
  [
    { properties: { store: { $ref: '#/$defs/Store' } }, $defs: { Store: store } },
    'store = { type = "redis" }',
    'store',
    '`store` needs `host`, says app.schema.json.',
  ],
];

describe('a mistake by a schema of your own is reported once, where it is, in words', () => {
  for (const [schema, text, at, says, fixed] of rows) {
    it(says, async () => expect(await findingsOf(schema, text)).toEqual([{ at, says, fixed }]));
  }
});

describe('what is not known yet is no mistake', () => {
  const schema = { properties: { v: { type: 'integer', minimum: 5 }, store: { oneOf: [{ required: ['no'] }] } } };
  for (const text of ['v = $later', 'v = @env("PORT")', 'v = @query("SELECT 1")', 'store = { type = @env("T") }']) {
    it(text, async () => expect(await findingsOf(schema, text)).toEqual([]));
  }

  it('but what is known is judged', async () => {
    expect(await findingsOf(schema, 'v = 3\nstore = { type = 1 }')).toHaveLength(2);
  });
});

describe('a schema file', () => {
  const problemOf = async (text: string, files?: ReadonlyMap<string, string>) => {
    const loaded = await loadCustomSchema(text, 'conf/app.schema.json', files);
    return loaded.kind === 'broken' ? loaded.problem : loaded.kind;
  };

  it('may be of draft 7, 2019-09 or 2020-12', async () => {
    for (const name of [
      'http://json-schema.org/draft-07/schema#',
      'https://json-schema.org/draft/2019-09/schema',
      draft,
    ])
      expect(await problemOf(JSON.stringify({ $schema: name, type: 'object' }))).toBe('loaded');
    expect(await problemOf('{"$schema": "http://json-schema.org/draft-03/schema#"}')).toBe(
      'is of http://json-schema.org/draft-03/schema#, and known are draft-07, 2019-09 and 2020-12',
    );
  });

  it('that is broken says so', async () => {
    expect(await problemOf('{"type": ')).toMatch(/^is no JSON Schema: .*JSON/);
    expect(await problemOf('[]')).toBe('is no JSON Schema: it must be an object');
    expect(await problemOf('{"type": "strnig"}')).toMatch(/^is no JSON Schema: .*type/);
    expect(await problemOf('{"$ref": "#/$defs/no"}')).toMatch(/^is no JSON Schema: .*reference/);
    expect(await problemOf('{"pattern": "("}')).toMatch(/^is no JSON Schema: .*/);
  });

  it('may refer to files beside it, which are asked for, and to nothing on the network', async () => {
    const text = JSON.stringify({ properties: { a: { $ref: '../shared/port.json#/$defs/Port' } } });
    const path = 'shared/port.json';
    expect(await loadCustomSchema(text, 'conf/app.schema.json')).toMatchObject({ kind: 'incomplete', wanted: [path] });
    const files = new Map([[path, JSON.stringify({ $defs: { Port: { type: 'integer', maximum: 65535 } } })]]);
    const loaded = await loadCustomSchema(text, 'conf/app.schema.json', files);
    if (loaded.kind !== 'loaded') throw new Error(loaded.kind);
    const { root } = parseDocument('a = 70000', { file: 'a.tsk' });
    expect(checkCustom(root, loaded.schema).map(({ message }) => message)).toEqual([
      '`a` must be at most 65535, not the number 70000, says app.schema.json.',
    ]);
    expect(await problemOf('{"$ref": "https://example.com/x.json"}')).toMatch(
      /^refers to https:\/\/example.com\/x.json, /,
    );
  });

  it('that refers to itself is no endless loop', async () => {
    const tree = { type: 'object', properties: { left: { $ref: '#' }, size: { type: 'integer' } } };
    expect(await findingsOf(tree, 'left = { left = { size = "x" } }')).toMatchObject([{ at: '"x"' }]);
    expect(listSettings([await load(tree)]).length).toBeLessThan(listSettings().length + 50);
  });
});

it('what a schema says of a key can be looked up', async () => {
  const schema = await load({
    properties: {
      shop: {
        description: 'The shop.',
        required: ['currency'],
        properties: { currency: { description: 'Its money.', enum: ['EUR', 'USD'], default: 'EUR' } },
      },
    },
  });
  expect(findSetting(['shop', 'currency'])).toBeUndefined();
  expect(findSetting(['shop', 'currency'], [schema])).toMatchObject({
    description: 'Its money.',
    default: 'EUR',
    isRequired: true,
    choices: [{ value: 'EUR' }, { value: 'USD' }],
  });
  expect(findSetting([], [schema])?.keys).toContain('shop');
  expect(listSettings([schema]).map(({ path }) => path.join('.'))).toContain('shop.currency');
});
