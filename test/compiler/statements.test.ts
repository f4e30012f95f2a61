import { describe, expect, it } from 'vitest';
import { analyzeTexts, listFindings, type Texts } from './analyze-texts.ts';

const cases: readonly (readonly [what: string, text: string, findings: readonly string[]])[] = [
  ['a value in its range', 'port = 80\n@validate.range("port", 1, 65535)', []],
  [
    'a value out of its range, at the value',
    'port = 0\n@validate.range("port", 1, 65535)',
    ['1:8 TSK3016 `port` does not keep @validate.range("port", 1, 65535): it is the number 0.'],
  ],
  [
    'a key of the section',
    '[s]\nport = 0\n@validate.port("port")',
    ['2:8 TSK3016 `port` does not keep @validate.port("port"): it is the number 0.'],
  ],
  [
    'a key with the table that it is in',
    's { port = 0 }\n@validate.port("s.port")',
    ['1:12 TSK3016 `s.port` does not keep @validate.port("s.port"): it is the number 0.'],
  ],
  [
    'what an expression gives',
    'port = 1 - 1\n@validate.min("port", 1)',
    ['1:8 TSK3016 `port` does not keep @validate.min("port", 1): it is the number 0.'],
  ],
  [
    'a reference',
    'mail = "x"\n@validate.email($mail)',
    ['2:17 TSK3016 `$mail` does not keep @validate.email($mail): it is the text "x".'],
  ],
  [
    'keys that have to be there',
    'a = 1\n@validate.required(["a", "b"])',
    ['2:1 TSK3016 `b` does not keep @validate.required(["a", "b"]): it is not there.'],
  ],
  ['a key that is not there', '@validate.range("port", 1, 65535)', []],
  ['a key that the runtime looks up', 'port = @env("PORT")\n@validate.range("port", 1, 65535)', []],
  [
    'a key with a mistake of its own',
    'port = 1 / 0\n@validate.range("port", 1, 65535)',
    ["1:12 TSK3005 The right side of '/' is 0."],
  ],
  [
    'a rule without its bounds',
    'port = 1\n@validate.range("port")',
    ["2:1 TSK3007 @validate.range needs a value for 'least', which is missing."],
  ],
  [
    'a rule that nobody knows',
    '@validate.rnge("port", 1, 2)',
    ['1:1 TSK3015 There is no operator @validate.rnge; did you mean @validate.range?'],
  ],
  ['an operator that nobody knows', '@shel("x")', ['1:1 TSK3015 There is no operator @shel.']],
  [
    'an operator with an effect',
    '@file.write("a", "b")',
    [
      '1:1 TSK3014 The statement @file.write has no effect: of operators that stand alone, this compiler runs @validate only.',
    ],
  ],
];

function find(texts: Texts): readonly string[] {
  return listFindings(analyzeTexts(texts))
    .filter((finding) => finding.includes(' TSK3'))
    .map((finding) => finding.replace('a.tsk:', ''));
}

describe('statements', () => {
  it.each(cases)('%s', (_what, text, findings) => {
    expect(find({ 'a.tsk': text })).toEqual(findings);
  });

  it('check the keys of included files as well', () => {
    expect(find({ 'a.tsk': '@include "b.tsk"\n@validate.port("port")', 'b.tsk': 'port = 0' })).toHaveLength(1);
  });
});
