import { readdirSync, readFileSync } from 'node:fs';
import { documentDiagnostics, parseDocument, syntaxDiagnostics } from '@tsk/parser';
import { describe, expect, test } from 'vitest';

const folder = new URL('../../docs/diagnostics/', import.meta.url);
const kinds = [...syntaxDiagnostics, ...documentDiagnostics];
const pages = readdirSync(folder).filter((name) => /^TSK[12]\d{3}\.md$/.test(name));

function example(page: string, which: 'wrong' | 'right'): string {
  const found = new RegExp(`^\`\`\`tsk ${which}\\n(.*?)\\n\`\`\`$`, 'ms').exec(page);
  if (found === null) throw new Error(`the page has no ${which} example`);
  return found[1] ?? '';
}

test('every diagnostic of the parser has a page, and every page a diagnostic', () => {
  expect(pages.sort()).toEqual(kinds.map(({ code }) => `${code}.md`).sort());
});

test('no code and no mnemonic is used twice', () => {
  expect(new Set(kinds.map(({ code }) => code)).size).toBe(kinds.length);
  expect(new Set(kinds.map(({ mnemonic }) => mnemonic)).size).toBe(kinds.length);
});

describe.each(kinds.map(({ code, mnemonic, title, severity }) => ({ code, mnemonic, title, severity })))(
  '$code $mnemonic',
  (kind) => {
    const page = readFileSync(new URL(`${kind.code}.md`, folder), 'utf8');

    test('has its title and mnemonic on its page', () => {
      expect(page.split('\n').slice(0, 3)).toEqual([`# ${kind.code}: ${kind.title}`, '', `\`${kind.mnemonic}\``]);
    });

    test('is reported for the wrong example', () => {
      const { diagnostics } = parseDocument(example(page, 'wrong'), { file: 'wrong.tsk' });
      const found = diagnostics.find(({ code }) => code === kind.code);
      expect(found?.severity).toBe(kind.severity);
      expect(found?.message).toMatch(/\S/);
    });

    test('is the only error in the wrong example', () => {
      const { diagnostics } = parseDocument(example(page, 'wrong'), { file: 'wrong.tsk' });
      const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
      expect(errors).toEqual(kind.severity === 'error' ? [kind.code] : []);
    });

    test('is not reported for the right example, which has no error', () => {
      const { diagnostics } = parseDocument(example(page, 'right'), { file: 'right.tsk' });
      const bad = diagnostics.filter(({ code, severity }) => code === kind.code || severity === 'error');
      expect(bad).toEqual([]);
    });
  },
);
