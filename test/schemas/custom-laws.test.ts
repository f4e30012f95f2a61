import { checkCustom, findSetting, listSettings, loadCustomSchema } from '@tsk/schemas';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sample } from './values.ts';

const names = fc.oneof(fc.constantFrom('type', 'a', 'a/b', 'c~d', 'e%20f', '__proto__', 'constructor'), fc.string());
const types = fc.constantFrom('object', 'array', 'string', 'number', 'integer', 'boolean', 'null');

/** Schemas that are mostly sound, with alternatives, references and odd names. */
const { schema } = fc.letrec<{ schema: unknown; member: unknown }>((tie) => ({
  member: fc.oneof({ depthSize: 'small' }, fc.record({ const: fc.jsonValue() }), tie('schema')),
  schema: fc.oneof(
    { depthSize: 'small' },
    fc.record({ type: types }),
    fc.record({ enum: fc.uniqueArray(fc.string(), { minLength: 1 }) }),
    fc.constant({ $ref: '#/$defs/a~1b' }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('schema') }),
    fc.record({ minLength: fc.nat(5), maximum: fc.integer(), uniqueItems: fc.boolean() }),
    fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(names, tie('member'), { maxKeys: 3 }),
      required: fc.uniqueArray(names, { maxLength: 2 }),
      additionalProperties: fc.boolean(),
    }),
  ),
}));

const data = fc.dictionary(
  names,
  fc.oneof(
    fc.jsonValue({ maxDepth: 1 }).filter((value) => value !== null),
    fc.dictionary(names, fc.oneof(fc.string(), fc.integer()), { maxKeys: 3 }),
  ),
  { maxKeys: 4 },
);

it('a schema of any kind judges any document without throwing, in sentences that have a place', async () => {
  await fc.assert(
    fc.asyncProperty(schema, data, async (given, values) => {
      const whole = { allOf: [given], $defs: { 'a/b': { type: 'string' } } };
      const loaded = await loadCustomSchema(JSON.stringify(whole), 'a.json');
      if (loaded.kind !== 'loaded') throw new Error(JSON.stringify(loaded));
      const { text, root } = sample(values);
      for (const { message, span } of checkCustom(root, loaded.schema)) {
        expect(message).toMatch(/a\.json.*[.?]$/s);
        expect(message).not.toMatch(/undefined|\[object/);
        expect(span.end).toBeLessThanOrEqual(text.length);
      }
      for (const { path } of listSettings([loaded.schema]).slice(-20)) findSetting(path, [loaded.schema]);
    }),
    { numRuns: 60 },
  );
});

it('any text is a schema, or is said not to be one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.json(),
        schema.map((made) => JSON.stringify(made)),
      ),
      async (text) => {
        const loaded = await loadCustomSchema(text, 'a.json');
        if (loaded.kind === 'broken') expect(loaded.problem).toMatch(/^(is|refers)/);
      },
    ),
    { numRuns: 60 },
  );
});
