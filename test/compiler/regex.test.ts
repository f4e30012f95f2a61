import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAll, findFirst, type Match } from '../../compiler/src/evaluate/operators/search.ts';

const call = { place: { file: 'a.tsk', span: { start: 0, end: 0 } }, spend: () => true };

/** All matches, or what stands in the way. */
function search(pattern: string, text: string, flags = ''): readonly Match[] | unknown {
  let found: readonly Match[] | undefined;
  const outcome = findAll({ pattern, text, flags }, call, (matches) => {
    found = matches;
    return true;
  });
  return found ?? outcome;
}

/** The same by the engine of JavaScript. */
function searchByEngine(pattern: string, text: string, flags: string): readonly Match[] {
  return [...text.matchAll(new RegExp(pattern, `g${flags}`))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
    groups: match.slice(1),
  }));
}

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\w',
  '\\s',
  '1',
  '\\.',
  '[a-c1-3]',
  '\\b',
  '^',
  '$',
);
const pattern: fc.Arbitrary<string> = fc.letrec<{ pattern: string; part: string; item: string }>((tie) => ({
  pattern: fc.array(tie('part'), { minLength: 1, maxLength: 2 }).map((parts) => parts.join('|')),
  part: fc.array(tie('item'), { maxLength: 4 }).map((items) => items.join('')),
  item: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc
      .tuple(
        fc.constantFrom('a', '[ab]', '.', '\\d'),
        fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{1,3}', '{0,}'),
      )
      .map(([one, times]) => one + times),
    tie('pattern').map((inner) => `(${inner})`),
    tie('pattern').map((inner) => `(?:${inner})`),
  ),
})).pattern;
const subject = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', ' ', '.', 'A'), maxLength: 12 });

describe('searches', () => {
  it('find what the engine of JavaScript finds', () => {
    fc.assert(
      fc.property(pattern, subject, fc.constantFrom('', 'i'), (source, text, flags) => {
        expect(search(source, text, flags)).toEqual(searchByEngine(source, text, flags));
      }),
      { numRuns: 3000 },
    );
  });

  it('take any pattern, and say what is wrong with one', () => {
    fc.assert(
      fc.property(fc.string(), subject, (source, text) => {
        expect(search(source, text)).toBeDefined();
      }),
    );
  });

  it('take time in proportion to the text where a search that goes back would take ages', () => {
    const match = findFirst(
      { pattern: '^(a+)+$', text: `${'a'.repeat(2000)}b`, flags: '' },
      call,
      (found) => found === undefined,
    );
    expect(match).toBe(true);
  });

  it('end where no more work is allowed', () => {
    const outcome = findFirst({ pattern: 'a', text: 'b', flags: '' }, { ...call, spend: () => false }, () => true);
    expect(outcome).toMatchObject({ kind: 'excess' });
  });
});
