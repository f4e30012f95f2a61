import { analyze } from '@tsk/compiler';
import { applyEdits } from '@tsk/parser';
import { describe, expect, it } from 'vitest';
import { analyzeTexts, listFindings } from './analyze-texts.ts';

/** The codes and lines of what is found in a text. */
function check(text: string): readonly string[] {
  return listFindings(analyzeTexts({ 'a.tsk': text })).map((line) =>
    line.replace(/^a\.tsk:(\d+):\d+ (\S+).*/, '$2 $1'),
  );
}

const health = '[load_balancing.health_checks]\ninterval = 5\n';

describe('a comment hides findings', () => {
  it.each([
    ['of the next line', `${health}# tsk-ignore TSK5105\ntimeout = 10\n`],
    ['of its own line, at the end of it', `${health}timeout = 10 # tsk-ignore TSK5105\n`],
    ['with a reason', `${health}# tsk-ignore TSK5105: probes are slow, and few\ntimeout = 10\n`],
    ['by their name', `${health}# tsk-ignore W_HEALTH_TIMEOUT\ntimeout = 10\n`],
    ['over blank lines and other comments', `${health}# tsk-ignore TSK5105\n\n# ten\ntimeout = 10\n`],
    ['of the whole file', `# tsk-ignore-file TSK5105\n${health}timeout = 10\n`],
    ['of the whole file, from anywhere in it', `${health}timeout = 10\n# tsk-ignore-file TSK5105 slow`],
    ['without a blank after its #', `${health}#tsk-ignore TSK5105\ntimeout = 10\n`],
    ['with line ends of Windows', `${health}# tsk-ignore TSK5105\ntimeout = 10\n`.replaceAll('\n', '\r\n')],
    [
      'of several codes',
      `${health}# tsk-ignore TSK5105 TSK2003\ntimeout = 10\ntimeout = 10 # tsk-ignore TSK2004, TSK5105\n`,
    ],
  ])('%s', (_what, text) => {
    expect(check(text).filter((found) => found.startsWith('TSK5105'))).toEqual([]);
  });

  it('and no others', () => {
    expect(check(`# tsk-ignore TSK5105\n${health}timeout = 10\n`)).toEqual(['TSK4211 1', 'TSK5105 4']);
    expect(check(`${health}# tsk-ignored TSK5105\ntimeout = 10\n`)).toEqual(['TSK5105 4']);
    expect(check(`text = "# tsk-ignore-file TSK5105"\n${health}timeout = 10\n`)).toEqual(['TSK5105 4']);
  });
});

describe('a comment that hides nothing', () => {
  it.each([
    ['names what is not there', '# tsk-ignore TSK5105\nx = 1\n', ['TSK4211 1']],
    ['names what is not in the file', 'x = 1\n# tsk-ignore-file TSK5105 old\n', ['TSK4211 2']],
    ['names a code that there is not', '# tsk-ignore TSK99105\nx = 1\n', ['TSK4212 1']],
    ['names none', '# tsk-ignore because I say so\nx = 1\n', ['TSK4212 1']],
    ['is for an error', '[service]\n# tsk-ignore TSK4003\nname = 5\n', ['TSK4213 2', 'TSK4003 3']],
    [
      'is not judged while errors keep the checks from running',
      '# tsk-ignore TSK5105\nx = 1\n[service]\nname = 5\n',
      ['TSK4003 4'],
    ],
    [
      'is judged where the checks play no part',
      '# tsk-ignore TSK2003\nx = 1\n[service]\nname = 5\n',
      ['TSK4211 1', 'TSK4003 4'],
    ],
  ])('%s', (_what, text, expected) => {
    expect(check(text)).toEqual(expected);
  });

  it('says so with the tag of text that could go', () => {
    const [finding] = analyzeTexts({ 'a.tsk': '# tsk-ignore TSK5105\nx = 1\n' }).diagnostics;
    expect(finding).toMatchObject({ severity: 'hint', tags: ['unused'] });
  });

  it.each([
    ['x = 1\n# tsk-ignore TSK5105 why\ny = 2\n', 'x = 1\ny = 2\n'],
    ['x = 1   # tsk-ignore TSK5105 why\ny = 2\n', 'x = 1\ny = 2\n'],
    ['x = 1 # tsk-ignore TSK5105', 'x = 1'],
    ['x = 1 # tsk-ignore\n', 'x = 1\n'],
    [`${health}timeout = 10 # tsk-ignore TSK5106 TSK5105 why\n`, `${health}timeout = 10 # tsk-ignore TSK5105 why\n`],
    [`${health}timeout = 10 # tsk-ignore TSK5105 TSK5106 why\n`, `${health}timeout = 10 # tsk-ignore TSK5105 why\n`],
    [`${health}timeout = 10 # tsk-ignore W_HEALTH_TIMOUT\n`, `${health}timeout = 10 # tsk-ignore W_HEALTH_TIMEOUT\n`],
  ])('has a fix: %j', (text, mended) => {
    const finding = analyzeTexts({ 'a.tsk': text }).diagnostics.find(({ code }) => /TSK421/.test(code));
    expect(applyEdits(text, finding?.fix?.edits ?? [])).toBe(mended);
    expect(check(mended).filter((found) => found.startsWith('TSK42'))).toEqual([]);
  });

  it('is judged in the file that is checked, and not in those that it includes', () => {
    const texts = { 'a.tsk': '@include "b.tsk"\n', 'b.tsk': '# tsk-ignore-file TSK5105\nx = 1\n' };
    const files = new Map(Object.entries(texts));
    expect(analyzeTexts(texts).diagnostics.map(({ code }) => code)).toEqual(['TSK4211']);
    expect(analyzeIncluding(files)).toEqual([]);
  });
});

function analyzeIncluding(files: ReadonlyMap<string, string>): readonly string[] {
  return analyze({ files, env: {}, nowMs: 0 }, ['a.tsk']).diagnostics.map(({ code }) => code);
}
