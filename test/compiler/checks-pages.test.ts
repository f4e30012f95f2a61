import { readFileSync } from 'node:fs';
import { type Analysis, checks } from '@tsk/compiler';
import { applyEdits } from '@tsk/parser';
import { describe, expect, it } from 'vitest';
import { analyzeTexts, codesOf, type Texts } from './analyze-texts.ts';
import { sampleCertificates } from './sample-certificates.ts';

const kinds = checks.flatMap((check) => check.kinds).toSorted((a, b) => (a.code < b.code ? -1 : 1));

function readPage(code: string): string {
  return readFileSync(new URL(`../../docs/diagnostics/${code}.md`, import.meta.url), 'utf8');
}

function readExamples(page: string, kind: 'wrong' | 'right'): Texts {
  const blocks = page.matchAll(/^```tsk (wrong|right)(?: (\S+))?\n([\s\S]*?)^```$/gm);
  const chosen = [...blocks].filter(([, found]) => found === kind);
  return Object.fromEntries(chosen.map(([, , file = 'example.tsk', text = '']) => [file, text]));
}

function analyzeExamples(texts: Texts): Analysis {
  return analyzeTexts(texts, { certificates: sampleCertificates });
}

/** Each code with the number of its findings, but for `without`, which has one fewer. */
function countCodes(analysis: Analysis, without?: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const code of codesOf(analysis)) counts.set(code, (counts.get(code) ?? 0) + 1);
  if (without !== undefined) counts.set(without, (counts.get(without) ?? 0) - 1);
  return counts;
}

describe.each(kinds)('the page of $code', ({ code }) => {
  const page = readPage(code);
  const wrong = readExamples(page, 'wrong');
  const analysis = analyzeExamples(wrong);
  const own = analysis.diagnostics.filter((found) => found.code === code);

  it('shows one mistake, which is found once and is the worst of what is found', () => {
    expect(own).toHaveLength(1);
    const worse = analysis.diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
    expect(worse.filter((found) => found.code !== code)).toEqual([]);
  });

  it('has a message that is a sentence, and a place on one line or on a table', () => {
    for (const { message, span, file } of own) {
      expect(message).toMatch(/^[`"'A-Z0-9].*[.]$/s);
      expect(span.end).toBeGreaterThan(span.start);
      expect(wrong[file]?.slice(span.start, span.end)).not.toMatch(/\n/);
    }
  });

  it('has a fix, where it has one, that cures the mistake and adds none', () => {
    for (const { file, fix } of own) {
      if (fix === undefined) continue;
      const cured = analyzeExamples({ ...wrong, [file]: applyEdits(wrong[file] ?? '', fix.edits) });
      const before = countCodes(analysis, code);
      const added = [...countCodes(cured)].filter(([found, count]) => count > (before.get(found) ?? 0));
      expect(added).toEqual([]);
    }
  });
});

describe('the overview of the checks', () => {
  it('lists each with its severity, its page and whether it has a fix', async () => {
    const rows = kinds.map(({ code, severity, title, mnemonic }) => {
      const { diagnostics } = analyzeExamples(readExamples(readPage(code), 'wrong'));
      const hasFix = diagnostics.some((found) => found.code === code && found.fix !== undefined);
      return `| [${code}](diagnostics/${code}.md) | ${severity} | ${title} | \`${mnemonic}\` | ${hasFix ? 'yes' : ''} |`;
    });
    const text = [
      '# Checks of what a configuration means',
      '',
      'A configuration that is well formed can still say what nobody means. These checks compare its settings with each other and with',
      'what the runtime makes of them, and state only what follows from the configuration itself. They run once everything before them',
      'is free of errors. `tsk-compile explain CODE` shows a page in the terminal.',
      '',
      'A *warning* will hurt, an *info* is worth knowing, a *hint* tidies up, and an *error* keeps the plan from being made. What has a fix is',
      'mended by the editor or on the command line.',
      '',
      '| code | severity | what is found | name | fix |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
    await expect(text).toMatchFileSnapshot('../../docs/checks.md');
  });
});
