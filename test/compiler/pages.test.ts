import { readdirSync, readFileSync } from 'node:fs';
import { type Analysis, compilerDiagnostics } from '@tsk/compiler';
import type { TextEdit } from '@tsk/parser';
import { describe, expect, it } from 'vitest';
import { analyzeTexts, codesOf, type Texts } from './analyze-texts.ts';
import { sampleCertificates } from './sample-certificates.ts';

const folder = new URL('../../docs/diagnostics/', import.meta.url);

/** The examples of a page by kind; a block may name its file, as in "```tsk wrong a.tsk". */
function readExamples(page: string, kind: 'wrong' | 'right'): Texts {
  const blocks = page.matchAll(/^```tsk (wrong|right)(?: (\S+))?\n([\s\S]*?)^```$/gm);
  const chosen = [...blocks].filter(([, found]) => found === kind);
  return Object.fromEntries(chosen.map(([, , file = 'example.tsk', text = '']) => [file, text]));
}

function analyzeExamples(texts: Texts): Analysis {
  return analyzeTexts(texts, { certificates: sampleCertificates });
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((edited, { span, newText }) => edited.slice(0, span.start) + newText + edited.slice(span.end), text);
}

describe('the pages of the compiler’s diagnostics', () => {
  it('are one for each code, and none besides', () => {
    const pages = readdirSync(folder).filter((name) => /^TSK[356]\d{3}\.md$/.test(name));
    expect(pages.toSorted()).toEqual(compilerDiagnostics.map(({ code }) => `${code}.md`).toSorted());
  });

  it('have codes that are used once', () => {
    const codes = compilerDiagnostics.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  describe.each(compilerDiagnostics)('$code', ({ code, mnemonic, title }) => {
    const page = readFileSync(new URL(`${code}.md`, folder), 'utf8');

    it('has the title and the mnemonic of the catalogue', () => {
      expect(page.startsWith(`# ${code}: ${title}\n\n\`${mnemonic}\`\n`)).toBe(true);
    });

    it('shows a wrong example that is reported', () => {
      expect(codesOf(analyzeExamples(readExamples(page, 'wrong')))).toContain(code);
    });

    it('has fixes, where it has any, that cure the wrong example', () => {
      const texts = readExamples(page, 'wrong');
      const fixable = analyzeExamples(texts).diagnostics.filter(
        (found) => found.code === code && found.fix !== undefined,
      );
      for (const { file, fix } of fixable) {
        const cured = { ...texts, [file]: applyEdits(texts[file] ?? '', fix?.edits ?? []) };
        expect(codesOf(analyzeExamples(cured))).not.toContain(code);
      }
    });

    it('shows a right example without errors and warnings', () => {
      const { diagnostics } = analyzeExamples(readExamples(page, 'right'));
      expect(diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
      expect(diagnostics.map((diagnostic) => diagnostic.code)).not.toContain(code);
    });
  });
});
