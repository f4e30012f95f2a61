import { readdirSync, readFileSync } from 'node:fs';
import { applyEdits, type Diagnostic, type Span } from '@tsk/parser';
import { describe, expect, it } from 'vitest';
import { analyzeTexts, type Texts } from '../compiler/analyze-texts.ts';

const folder = new URL('../../examples/', import.meta.url);
const examples: readonly (readonly [name: string, texts: Texts])[] = ['founding', 'web-service'].map((name) => {
  const files = readdirSync(new URL(`${name}/`, folder)).filter((file) => file.endsWith('.tsk'));
  return [
    name,
    Object.fromEntries(files.map((file) => [file, readFileSync(new URL(`${name}/${file}`, folder), 'utf8')])),
  ];
});

/** A line `key = value`: where its parts stand in the text. */
interface Line {
  readonly key: string;
  readonly keyAt: number;
  readonly value: string;
  readonly valueAt: number;
}

/** One mistake: `[start, end)` of the text gives way to `written`; what has to be found, where that can be told, in the new text. */
interface Mistake {
  readonly start: number;
  readonly end: number;
  readonly written: string;
  readonly found?: Span;
}

const isNumber = /^-?[\d.]+$/;
const isWord = /^"[a-z_]+"$/;
const replaceValue = ({ value, valueAt }: Line, written: string): Mistake => ({
  start: valueAt,
  end: valueAt + value.length,
  written,
  found: { start: valueAt, end: valueAt + written.length },
});

/** The mistakes that a line can have, by what someone did; undefined where the line cannot have it. */
const slips: Readonly<Record<string, (line: Line) => Mistake | undefined>> = {
  'two letters of the key changed places': ({ key, keyAt }) => ({
    start: keyAt + 1,
    end: keyAt + 3,
    written: `${key[2]}${key[1]}`,
    found: { start: keyAt, end: keyAt + key.length },
  }),
  'a letter of the key came twice': ({ key, keyAt }) => ({
    start: keyAt + 2,
    end: keyAt + 2,
    written: key.charAt(1),
    found: { start: keyAt, end: keyAt + key.length + 1 },
  }),
  "'=' was forgotten": ({ key, keyAt, valueAt }) => ({ start: keyAt + key.length, end: valueAt, written: ' ' }),
  "'=' came twice": ({ key, keyAt, valueAt }) => ({ start: keyAt + key.length, end: valueAt, written: ' == ' }),
  'a number became a word': (line) => (isNumber.test(line.value) ? replaceValue(line, '"many"') : undefined),
  'a number became a list': (line) => (isNumber.test(line.value) ? replaceValue(line, `[${line.value}]`) : undefined),
  'a number became true': (line) => (isNumber.test(line.value) ? replaceValue(line, 'true') : undefined),
  'a number got a minus': (line) => (isPositive(line.value) ? replaceValue(line, `-${line.value}`) : undefined),
  'a number got quotes': (line) => (isNumber.test(line.value) ? replaceValue(line, `"${line.value}"`) : undefined),
  'a number got a unit that is none': (line) =>
    isNumber.test(line.value) ? replaceValue(line, `${line.value}xs`) : undefined,
  'a word became a number': (line) => (isWord.test(line.value) ? replaceValue(line, '12') : undefined),
  'a quote at the end was forgotten': ({ value, valueAt }) =>
    isWord.test(value) ? { start: valueAt + value.length - 1, end: valueAt + value.length, written: '' } : undefined,
  'a quote in front was forgotten': ({ value, valueAt }) =>
    isWord.test(value) ? { start: valueAt, end: valueAt + 1, written: '' } : undefined,
};

const isPositive = (value: string): boolean => isNumber.test(value) && Number(value) > 0;

/** Brackets that are lost are found as well, wherever the text then breaks off. */
const lostCloser = /[}\]]/g;

/** The lines `key = value`. Of a key whose second and third letter are alike, nothing changes where they change places. */
function linesOf(text: string): readonly Line[] {
  return [...text.matchAll(/^([ \t]*)([a-z_]{4,})( *= *)(.*?),?$/gm)]
    .map(({ index, 1: indent = '', 2: key = '', 3: sign = '', 4: value = '' }) => {
      const keyAt = index + indent.length;
      return { key, keyAt, value, valueAt: keyAt + key.length + sign.length };
    })
    .filter(({ key }) => key[1] !== key[2]);
}

const nameOf = ({ file, code, message }: Diagnostic): string => `${file} ${code} ${message}`;

/** Makes the mistake; expects one finding that was not there, at its place, whose fix takes it away and brings no other. */
function expectOne(texts: Texts, known: ReadonlySet<string>, file: string, mistake: Mistake): void {
  const text = texts[file] ?? '';
  const { start, end, written, found } = mistake;
  const mistaken = { ...texts, [file]: text.slice(0, start) + written + text.slice(end) };
  const findNew = (changed: Texts): readonly Diagnostic[] =>
    analyzeTexts(changed).diagnostics.filter((one) => !known.has(nameOf(one)));
  const news = findNew(mistaken);
  const line = mistaken[file]?.slice(text.lastIndexOf('\n', start - 1) + 1).split('\n')[0];
  expect(news.map(nameOf), `${file}: ${line}`).toHaveLength(1);
  const [finding] = news;
  if (finding === undefined) return;
  expect(finding.file).toBe(file);
  if (found !== undefined) expect(finding.span, `${file}: ${line}: ${finding.message}`).toEqual(found);
  if (finding.fix === undefined) return;
  const cured = { ...mistaken, [file]: applyEdits(mistaken[file] ?? '', finding.fix.edits) };
  expect(findNew(cured).map(nameOf), `${file}: ${line}: ${finding.fix.title}`).toEqual([]);
}

describe.each(examples)('one mistake anywhere in %s is one finding, and its fix works', (_, texts) => {
  const known = new Set(analyzeTexts(texts).diagnostics.map(nameOf));

  it.each(Object.entries(slips))('%s', (_name, slip) => {
    for (const [file, text] of Object.entries(texts)) {
      for (const line of linesOf(text)) {
        const mistake = slip(line);
        if (mistake !== undefined && !isHead(line, text)) expectOne(texts, known, file, mistake);
      }
    }
  });

  it('a closing bracket was forgotten', () => {
    for (const [file, text] of Object.entries(texts)) {
      for (const { index } of text.matchAll(lostCloser)) {
        expectOne(texts, known, file, { start: index, end: index + 1, written: '' });
      }
    }
  });
});

/** A key that is a table elsewhere in the text, too: what is wrong with it is told about the key. */
function isHead({ key }: Line, text: string): boolean {
  return new RegExp(`^\\[.*\\b${key}\\]$`, 'm').test(text);
}
