import { existsSync, readFileSync } from 'node:fs';
import { type Document, documentDiagnostics, parseDocument, syntaxDiagnostics, toJson } from '@tsk/parser';
import { describe, expect, test } from 'vitest';

const corpus = new URL('../../../shared/corpus/', import.meta.url);
const manifest = new URL('manifest.json', corpus);
const present = existsSync(manifest);

/** A snippet of the corpus, and what is known about it. */
interface Entry {
  readonly file: string;
  readonly accept: boolean;
  readonly mnemonic?: string;
  readonly line?: number;
  readonly json?: unknown;
}

/** Entries that contradict docs/language.md, which decides. */
const skipped: Readonly<Record<string, string>> = {
  'G-b-0068.tsk': 'uses `True`, which is an error by rule 7.6 of the language: write `true`',
  'G-a-0045.tsk':
    'expects `\\0`, `\\b` and `\\f` to lose their backslash; `\\0` is an escape, the others stay two characters',
  'G-a-0046.tsk': 'expects `\\xHH` to lose its backslash; it is an escape',
};

const entries: readonly Entry[] = present ? JSON.parse(readFileSync(manifest, 'utf8')) : [];
const checked = entries.filter(({ file }) => !(file in skipped));
const mnemonics = new Map([...syntaxDiagnostics, ...documentDiagnostics].map(({ code, mnemonic }) => [code, mnemonic]));

function build(file: string): Document {
  return parseDocument(readFileSync(new URL(file, corpus), 'utf8'), { file });
}

/** The errors of a document, each as its mnemonic and line. */
function errors(document: Document): string[] {
  const found = document.diagnostics.filter(({ severity }) => severity === 'error');
  return found.map(({ code, span }) => `${mnemonics.get(code)} in line ${document.lines.positionAt(span.start).line}`);
}

describe.skipIf(!present)('the corpus of real snippets (skipped where the corpus is not there)', () => {
  test('has entries, and every skipped one exists', () => {
    expect(entries.length).toBeGreaterThan(500);
    for (const file of Object.keys(skipped)) expect(entries.map((entry) => entry.file)).toContain(file);
  });

  const accepted = checked.filter(({ accept }) => accept);
  test.each(accepted)('$file is accepted', ({ file }) => {
    expect(errors(build(file))).toEqual([]);
  });

  const rejected = checked.filter(({ accept }) => !accept);
  test.each(rejected)('$file is rejected with $mnemonic in line $line', ({ file, mnemonic, line }) => {
    expect(errors(build(file))[0]).toBe(`${mnemonic} in line ${line}`);
  });

  const valued = checked.filter((entry) => 'json' in entry);
  test.each(valued)('$file has the data of the manifest', ({ file, json }) => {
    expect(JSON.parse(JSON.stringify(toJson(build(file).root)))).toEqual(json);
  });
});
