import { describe, expect, it } from 'vitest';
import { analyzeTexts } from './analyze-texts.ts';
import { evaluateText } from './evaluate-text.ts';

const resolved: readonly (readonly [rule: string, text: string, data: unknown])[] = [
  ['$name is a variable of the section', '[s]\n$a = 1\nx = $a', { s: { x: 1 } }],
  ['$name is the last declaration above', '$a = 1\nx = $a\n$a = 2\ny = $a', { x: 1, y: 2 }],
  ['$name is a key of the section', '[s]\na = 1\nx = $a', { s: { a: 1, x: 1 } }],
  ['a variable of the section comes before a key of it', '[s]\na = 1\n$a = 2\nx = $a', { s: { a: 1, x: 2 } }],
  ['the section comes before the root', '$a = 1\n[s]\na = 2\nx = $a', { s: { a: 2, x: 2 } }],
  ['$name is a variable of the root', '$a = 1\n[s]\nx = $a', { s: { x: 1 } }],
  ['$name is a key of the root', 'a = 1\n[s]\nx = $a', { a: 1, s: { x: 1 } }],
  ['$name is the only variable of another section', '[s]\n$a = 1\n[t]\nx = $a', { s: {}, t: { x: 1 } }],
  ['a bare name is a key of the block around it', 's {\n  a = 1\n  x = a + 1\n}', { s: { a: 1, x: 2 } }],
  ['a bare name is a key of the section', '[s]\na = 1\nb { x = a + 1 }', { s: { a: 1, b: { x: 2 } } }],
  ['a bare name is a key of the root', 'a = 1\n[s]\nx = a + 1', { a: 1, s: { x: 2 } }],
  ['a bare name may be declared below', 'x = a + 1\na = 1', { x: 2, a: 1 }],
  ['a bare name as the whole value is text', 'a = 1\nx = a', { a: 1, x: 'a' }],
  ['${} in quotes is $name', '$a = 1\nx = "n ${a}"', { x: 'n 1' }],
  ['${} in triple quotes is $name', '$a = 1\nx = """${a} ${a + 1}"""', { x: '1 2' }],
  ["${} in ''' is text", "$a = 1\nx = '''${a}'''", { x: '${a}' }],
  ['${} in keys that end in _fujsen is text', '$a = 1\nx_fujsen = """${a}"""', { x_fujsen: '${a}' }],
  [
    'members, elements and optional members',
    '$a = { b = [1, { c = 2 }] }\nx = $a.b[1].c\ny = $a?.z',
    { x: 2, y: null },
  ],
  ['an index may be an expression', '$a = [1, 2]\n$i = 1\nx = $a[$i - 1]', { x: 1 }],
  [
    'names of prototypes are names',
    '$__proto__ = 1\nconstructor = 2\nx = $__proto__ + constructor',
    { constructor: 2, x: 3 },
  ],
];

const mistakes: readonly (readonly [what: string, text: string, code: string])[] = [
  ['a name that nothing has', 'x = $a', 'TSK3001'],
  ['a variable that several other sections have', '[r]\n$a = 1\n[s]\n$a = 2\n[t]\nx = $a', 'TSK3001'],
  ['${} that names nothing', 'x = "${a}"', 'TSK3001'],
  ['a variable that is declared below', 'x = $a\n$a = 1', 'TSK3002'],
  ['a circle', 'a = b + 1\nb = a + 1', 'TSK3003'],
  ['a member that is not there', '$a = {}\nx = $a.toString', 'TSK3009'],
  ['an element that is not there', '$a = [1]\nx = $a[1]', 'TSK3009'],
  ['a variable that nobody uses', '$a = 1 / 0', 'TSK3005'],
];

describe('references', () => {
  it.each(resolved)('%s', (_rule, text, data) => {
    expect(evaluateText(text)).toMatchObject({ data, messages: [] });
  });

  it.each(mistakes)('%s is a mistake', (_what, text, code) => {
    expect(evaluateText(text).codes).toEqual([code]);
  });

  it('say which name may be meant, and the fix writes it', () => {
    const text = '$port = 1\nx = $prot\ny = "${prot}"\nz = nmae + 1\nname = 2\n';
    const findings = analyzeTexts({ 'a.tsk': text }).diagnostics.filter(({ code }) => code === 'TSK3001');
    expect(findings.map(({ message }) => message.split('; ')[1])).toEqual([
      'did you mean $port?',
      'did you mean $port?',
      "did you mean 'name'?",
    ]);
    expect(findings.map(({ fix }) => fix?.edits[0]?.newText)).toEqual(['$port', 'port', 'name']);
  });

  it('that are not there are left alone by ??, and what they lead to is not', () => {
    expect(evaluateText('x = $a ?? 1')).toMatchObject({ data: { x: 1 }, codes: [] });
    expect(evaluateText('$a = $b\nx = $a ?? 1\ny = $a').codes).toEqual(['TSK3001']);
  });

  it('in triple quotes are left as they are where they name nothing, with a hint', () => {
    expect(evaluateText('x = """${HOME} ${1 + 1}"""')).toMatchObject({ data: { x: '${HOME} 2' }, codes: ['TSK3012'] });
  });
});

const choices: readonly (readonly [text: string, data: unknown])[] = [
  ['x = true ? { a = 1 } : { a = 1 / 0 }', { x: { a: 1 } }],
  ['$p = true\nx = @if($p, { min = 2, max = 20 }, { min = 1, max = 1 })', { x: { min: 2, max: 20 } }],
  ['x = @if(false, 1)', { x: null }],
  ['x = false && 1 / 0 == 1', { x: false }],
  ['x = true || 1 / 0 == 1', { x: true }],
  ['x = 1 ?? 1 / 0', { x: 1 }],
  ['x = null ?? null ?? 3', { x: 3 }],
];

describe('what is not chosen is not evaluated', () => {
  it.each(choices)('%s', (text, data) => {
    expect(evaluateText(text)).toMatchObject({ data, codes: [] });
  });
});
