import { readdirSync, readFileSync } from 'node:fs';
import { parseDocument } from '@tsk/parser';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('../../docs/language.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```tsk\n(.*?)^```$/gms)].map((match) => match[1] ?? '');

test('the specification has examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(3);
});

test.each(examples)('an example of the specification has no error: %s', (example) => {
  const { diagnostics } = parseDocument(example, { file: 'language.md' });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});

/** The rules of the specification are those that the parser has above its functions. */
test('every rule that the parser implements is in the specification', () => {
  const folder = new URL('../../parser/src/syntax/', import.meta.url);
  const sources = readdirSync(folder).filter((name) => name.endsWith('-parser.ts'));
  const code = sources.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const rules = [...code.matchAll(/RULE\('(\w+)'/g)].map((match) =>
    (match[1] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  );
  expect(rules.length).toBeGreaterThan(20);
  const internal = ['misplaced', 'misplaced-member', 'unexpected'];
  const missing = rules.filter((rule) => !internal.includes(rule) && !new RegExp(`^${rule}\\s+=`, 'm').test(page));
  expect(missing).toEqual([]);
});
