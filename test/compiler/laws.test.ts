import { compile } from '@tsk/compiler';
import { configSchema, listSettings } from '@tsk/schemas';
import { decodePlan } from '@tsk/schemas/plan';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const tables = Object.keys(configSchema.properties ?? {});

const value: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'true',
    'false',
    'null',
    '0',
    '1',
    '-1',
    '0.5',
    '70',
    '1e9',
    '30s',
    '64MB',
    '50%',
    '"x"',
    '"/p"',
    '[]',
    '{}',
  ),
  fc.constantFrom(
    '@env("A")',
    '@env("A", 1)',
    '@query("q")',
    '$a',
    '$a + 1',
    '"${a}"',
    '1 / 0',
    '[1, $a]',
    '{ a = 1 }',
    '@if(true, 1, 2)',
  ),
);

/** Texts that look like configurations: tables and keys of the schema with values of every kind. */
const configuration: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...listSettings()), value), { maxLength: 12 })
  .map((settings) =>
    settings
      .map(([{ path }, text]) => `${path.map((key) => (key === '*' ? 'a' : key)).join('.')} = ${text}`)
      .join('\n'),
  );

const anyText = fc.oneof(
  configuration,
  fc.string(),
  fc.constantFrom(...tables).map((name) => `[${name}]`),
);

function compileTexts(texts: readonly string[]): ReturnType<typeof compile> {
  const files = new Map(texts.map((text, index) => [`${index}.tsk`, text]));
  return compile({ files, env: {}, nowMs: 0 }, [...files.keys()]);
}

it('never throws, and is the same for the same texts', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 3 }), (texts) => {
      expect(compileTexts(texts)).toEqual(compileTexts(texts));
    }),
    { numRuns: 300 },
  );
});

it('gives a plan that the runtime can read, once its variables are set', () => {
  fc.assert(
    fc.property(configuration, (text) => {
      const [plan] = compileTexts([text]).artifacts;
      if (plan === undefined) return;
      const decoded = decodePlan(JSON.parse(plan.text), { env: {} });
      const unset = decoded.ok ? [] : decoded.problems.filter(({ message }) => !message.includes('environment'));
      expect(unset).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
