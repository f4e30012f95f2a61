import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type Diagnostic,
  type Document,
  documentDiagnostics,
  parseDocument,
  syntaxDiagnostics,
  toJson,
} from '@tsk/parser';
import { describe, expect, test } from 'vitest';
import { findUnsound, joinTokens } from './lossless.ts';

/**
 * Each folder is a case: `input.tsk` and what the parser makes of it, `data.json` and `diagnostics.json`.
 * `vitest -u` writes the expected files anew; read them before you keep them.
 */
const folder = new URL('../fixtures/syntax/', import.meta.url);
const cases = readdirSync(folder);
const kinds = [...syntaxDiagnostics, ...documentDiagnostics];
const mnemonics = new Map(kinds.map(({ code, mnemonic }) => [code, mnemonic]));

function read(name: string): string {
  return readFileSync(new URL(`${name}/input.tsk`, folder), 'utf8');
}

/** A diagnostic as a line to read: severity, mnemonic, place, the text it marks, and what it says. */
function describeDiagnostic({ lines, tree }: Document, { code, severity, span, message, fix }: Diagnostic): object {
  const { line, column } = lines.positionAt(span.start);
  const marked = tree.text.slice(span.start, span.end);
  const text = marked.length > 60 ? `${marked.slice(0, 60)}…` : marked;
  return {
    at: `${line}:${column}`,
    is: `${severity} ${mnemonics.get(code)}`,
    text,
    message,
    ...(fix === undefined ? {} : { fix: fix.title }),
  };
}

function expectFile(name: string, file: string, value: unknown): Promise<void> {
  return expect(`${JSON.stringify(value, null, 2)}\n`).toMatchFileSnapshot(
    fileURLToPath(new URL(`${name}/${file}`, folder)),
  );
}

describe.each(cases)('%s', (name) => {
  const document = parseDocument(read(name), { file: 'input.tsk' });

  test('holds its input and the two expected files, nothing else', () => {
    const files = readdirSync(new URL(`${name}/`, folder)).sort();
    expect(['data.json', 'diagnostics.json', 'input.tsk']).toEqual(expect.arrayContaining(files));
    expect(files).toContain('input.tsk');
  });

  test('has the expected data', async () => {
    await expectFile(name, 'data.json', toJson(document.root));
  });

  test('has the expected diagnostics', async () => {
    await expectFile(
      name,
      'diagnostics.json',
      document.diagnostics.map((diagnostic) => describeDiagnostic(document, diagnostic)),
    );
  });

  test('has a lossless and sound tree', () => {
    expect(joinTokens(document.tree)).toBe(read(name));
    expect([...findUnsound(document.tree)]).toEqual([]);
  });
});

test('the cases cover every diagnostic of the parser', () => {
  const found = new Set(
    cases.flatMap((name) => parseDocument(read(name), { file: name }).diagnostics.map(({ code }) => code)),
  );
  expect(kinds.filter(({ code }) => !found.has(code)).map(({ mnemonic }) => mnemonic)).toEqual([]);
});

test('the four founding files have exactly three findings, one for each head', () => {
  const founding = cases.filter((name) => name.startsWith('founding-'));
  const found = founding.flatMap((name) =>
    parseDocument(read(name), { file: name }).diagnostics.map(({ code }) => mnemonics.get(code)),
  );
  expect(founding).toHaveLength(4);
  expect(found).toEqual(['I_HEAD', 'I_HEAD', 'I_HEAD']);
});
