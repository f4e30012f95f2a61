import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findDamage } from './format-damage.ts';

const corpus = new URL('../../../shared/corpus/', import.meta.url);
const present = existsSync(corpus);
const snippets = present ? readdirSync(corpus).filter((name) => name.endsWith('.tsk')) : [];
const syntax = new URL('../fixtures/syntax/', import.meta.url);

describe.skipIf(!present)('formatting the corpus of real snippets (skipped where the corpus is not there)', () => {
  test('has snippets to format', () => {
    expect(snippets.length).toBeGreaterThan(500);
  });

  test.each(snippets)('does no damage to %s', (name) => {
    const text = readFileSync(new URL(name, corpus), 'utf8');
    expect(findDamage(text)).toEqual([]);
    expect(findDamage(text, { indentSize: 2, maxWidth: 40, useTabs: true })).toEqual([]);
  });
});

test.each(readdirSync(syntax))('formatting does no damage to the fixture %s', (name) => {
  const text = readFileSync(new URL(`${name}/input.tsk`, syntax), 'utf8');
  expect(findDamage(text)).toEqual([]);
});
