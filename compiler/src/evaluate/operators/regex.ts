import { makeArray, makeScalar } from '../values/make.ts';
import { defineFunction, defineOperator } from './define.ts';
import { refuseElements, refuseText } from './limits.ts';
import type { PureOperator, RunnableFunction } from './operator.ts';
import { text, withDefault } from './parameters.ts';
import { findAll, findFirst, type Match } from './search.ts';

const subject = text('text', 'The text to look in.');
const pattern = text('pattern', 'A regular expression.');
const flagsOf = withDefault(text('flags', '`"i"` where case does not count.'), '""');

function test(name: string): RunnableFunction {
  return defineFunction({
    name,
    summary: 'True where the pattern is found in the text.',
    parameters: [subject, pattern, flagsOf],
    result: 'true or false',
    examples: { [`@regex.${name}("v12", "^v\\d+$")`]: true, [`@regex.${name}("V12", "^v")`]: false },
    run: ([found, wanted, flags = ''], call) =>
      findFirst({ pattern: wanted, text: found, flags }, call, (match) => match !== undefined),
  });
}

/** The first group of a match, or all of it where it has none. */
function mainPart({ text: whole, groups }: Match): string {
  return groups[0] ?? whole;
}

/** `@regex.match(text, pattern)` and what else can be asked of a pattern. */
export const regex: PureOperator = defineOperator({
  name: 'regex',
  summary: 'Regular expressions: whether a text has a pattern, and where.',
  documentation:
    'Patterns are written as in JavaScript: classes `[a-z]`, `\\d`, `\\w`, `\\s`, `.`, anchors `^` `$` `\\b`, groups, choices `|` and repetitions. Back references such as `\\1` and conditions such as `(?=…)` are refused: without them a search takes time in proportion to the length of the text, whatever the pattern is. A pattern may have 1000 characters.',
  functions: [
    test('match'),
    test('test'),
    defineFunction({
      name: 'extract',
      summary:
        'The first match: its first group, or all of it where the pattern has none; null where there is no match.',
      parameters: [subject, pattern, flagsOf],
      result: 'a text',
      examples: {
        '@regex.extract("https://shop.example/x", "https?://([^/]+)")': 'shop.example',
        '@regex.extract("abc", "\\d+")': null,
      },
      run: ([found, wanted, flags = ''], call) =>
        findFirst({ pattern: wanted, text: found, flags }, call, (match) =>
          match === undefined ? null : mainPart(match),
        ),
    }),
    defineFunction({
      name: 'extract_all',
      summary: 'All matches: of each its first group, or all of it where the pattern has none.',
      parameters: [subject, pattern, flagsOf],
      result: 'an array of texts',
      examples: { '@regex.extract_all("a1 b22", "\\d+")': ['1', '22'] },
      run: ([found, wanted, flags = ''], call) =>
        findAll({ pattern: wanted, text: found, flags }, call, (matches) => {
          const parts = matches.map((match) => makeScalar(mainPart(match), call.place));
          return refuseElements(parts.length) ?? makeArray(parts, call.place);
        }),
    }),
    defineFunction({
      name: 'replace',
      summary: 'The text with every match replaced.',
      parameters: [
        subject,
        pattern,
        text(
          'replacement',
          'What to put in the place of a match; `$1` stands for its first group, `$0` for all of it.',
        ),
        flagsOf,
      ],
      result: 'a text',
      examples: { '@regex.replace("a1b2", "\\d", "#")': 'a#b#', '@regex.replace("ab", "(a)(b)", "$2$1")': 'ba' },
      run: ([found, wanted, replacement, flags = ''], call) =>
        findAll({ pattern: wanted, text: found, flags }, call, (matches) => {
          let made = '';
          let end = 0;
          for (const match of matches) {
            made += found.slice(end, match.start) + fillIn(replacement, match);
            end = match.end;
            const refused = refuseText(made.length);
            if (refused !== undefined) return refused;
          }
          return made + found.slice(end);
        }),
    }),
  ],
  refused: { compile: 'a pattern is not a value of its own; give its text to @regex.match' },
});

function fillIn(replacement: string, { text: whole, groups }: Match): string {
  return replacement.replace(/\$(\d)/g, (_, digit: string) =>
    digit === '0' ? whole : (groups[Number(digit) - 1] ?? ''),
  );
}
