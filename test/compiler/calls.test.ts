import { describe, expect, it } from 'vitest';
import { evaluateLast, evaluateText } from './evaluate-text.ts';

const names: readonly (readonly [text: string, value: unknown])[] = [
  ['x = @array.map([1], { a.b = item, a.c = 2 })', [{ a: { b: 1, c: 2 } }]],
  ['x = @array.map([1, 2], $item + 1)', [2, 3]],
  ['item = 5\nx = @array.map([1], item)', [1]],
  ['x = @array.map([[1, 2], [3]], @array.sum(@array.map(item, item * 2)))', [6, 6]],
  ['x = @array.map(["a"], "item + \'!\'")', ['a!']],
  ['x = @array.map([{ a = { b = 1 } }], "$.a.b")', [1]],
  ['x = @array.map([{ a = 1 }], "$.z")', [null]],
  ['b = 10\nx = @array.map([1], "item + b")', [11]],
  ['$b = 10\nx = @array.map([1], "item + $b")', [11]],
  ['x = @array.reduce([{ n = 1 }, { n = 2 }], { total = acc.total + item.n }, { total = 0 })', { total: 3 }],
  ['x = @object.map({ a = 1 }, key + value)', { a: 'a1' }],
  ['x = @array.map([1, 2], index * item)', [0, 2]],
  ['x = @math(max(1, ceil(1.2), abs(-3)))', 3],
  ['x = @string.replace(replacement = "b", part = "a", text = "aa")', 'bb'],
];

const waiting: readonly (readonly [text: string, value: unknown])[] = [
  ['x = @array.length([@env("A"), @query("q")])', 2],
  ['x = @array.first([@env("A", 1)])', { env: 'A', default: 1 }],
  ['x = @array.contains([@env("A")], "a")', { $expr: '@array.contains([@env("A")], "a")' }],
  ['x = [@env("A")] == ["a"]', { $expr: '[@env("A")] == ["a"]' }],
  ['x = @json.generate({ a = @query("q") })', { $expr: '@json.generate({ a = @query("q") })' }],
  ['x = @string.format("{a}", { a = @env("A") })', { $expr: '@string.format("{a}", { a = @env("A") })' }],
  ['x = @array.map([1], { a = item, b = @query("q") })', { $expr: '@array.map([1], { a = item, b = @query("q") })' }],
  ['x = @array.map([1], @env("A"))', [{ $expr: '@env("A")' }]],
  ['x = @int(@env("PORT", "8080"))', { env: 'PORT', default: 8080 }],
  ['x = @bool(@env("DEBUG", "yes"))', { env: 'DEBUG', default: true }],
  ['x = @float(@env("RATE"))', { env: 'RATE', default: undefined }],
  ['x = @if(true, @env("A", 1), 2)', { env: 'A', default: 1 }],
  ['x = @date("Y-m-d")', { $expr: '@date("Y-m-d")' }],
];

const mistakes: readonly (readonly [text: string, message: string])[] = [
  ['x = @string.upper("a", text = "b")', "@string.upper is given 'text' twice."],
  ['x = @string.upper()', "@string.upper needs a text for 'text', which is missing."],
  ['x = @string.upper(3)', "@string.upper needs a text for 'text', but this is the number 3."],
  ['x = @if(true, 1, 2, 3)', "@if takes at most 3 arguments ('condition', 'then', 'else'), but 4 are given."],
  ['x = @string.upper(txt = "a")', "@string.upper has no parameter 'txt'; its parameters are 'text'."],
  ['x = @array.filter([1], item)', '@array.filter needs an expression that is true or false for each element.'],
  [
    'x = @array.map([1], "item +")',
    "@array.map needs an expression for each element for 'expression', but this is a text that is no expression.",
  ],
  ['x = @array.sort([1, "a"])', '@array.sort orders either numbers of like units or texts.'],
  ['x = @strin.upper("a")', 'There is no operator @strin; did you mean @string?'],
  ['x = @string.uper("a")', 'There is no operator @string.uper; did you mean @string.upper?'],
  ['x = @quux()', 'There is no operator @quux.'],
  ['x = @regex.match("a", "(")', "@regex.match cannot use the pattern: a '(' is not closed."],
  [
    'x = @regex.match("a", "(?=a)")',
    "@regex.match cannot use the pattern: '(?' stands before something else than ':' or a name.",
  ],
  [
    'x = @json.parse("[1e999]")',
    'This expression is given up: its data nests too deep, or has a number that is too large.',
  ],
  ['x = @math.sqrt(-1)', '@math.sqrt has no finite number as its result here.'],
  ['x = @int("many")', "@int cannot make a whole number of 'many'."],
  ['x = @env("A", [1])', "@env needs a text, number, boolean or null for 'default', but this is an array."],
];

describe('names of elements', () => {
  it.each(names)('%s', (text, value) => {
    expect(evaluateText(text).messages).toEqual([]);
    expect(evaluateLast(text)).toEqual(value);
  });

  it('are gone outside of their expression', () => {
    expect(evaluateText('x = @array.map([1], item)\ny = item + 1').codes).toEqual(['TSK3001']);
  });
});

describe('what is not known yet', () => {
  it.each(waiting)('%s', (text, value) => {
    expect(evaluateText(text).messages).toEqual([]);
    expect(evaluateLast(text)).toEqual(value);
  });

  it('is an error where a setting needs it, which says why', () => {
    const { messages } = evaluateText('[service]\nname = @date("Y")');
    expect(messages[0]).toContain('the same files give the same plan');
  });
});

describe('mistakes in calls', () => {
  it.each(mistakes)('%s', (text, message) => {
    expect(evaluateText(text).messages).toEqual([message]);
  });
});

const work: readonly (readonly [what: string, text: string, code: string])[] = [
  ['maps in maps', '$n = @range(1, 2000)\nx = @array.map($n, @array.sum(@array.map($n, item)))', 'TSK3017'],
  ['expressions in quotes', 'x = @array.map(@range(1, 50000), @array.map([1], "item"))', 'TSK3017'],
  ['searches', 'x = @array.map(@range(1, 5000), @regex.match(@string.repeat("a", 5000), "(a|aa)+b"))', 'TSK3017'],
  [
    'counting in long texts',
    '$t = @string.repeat("a", 900000)\nx = @array.map(@range(1, 9999), @string.count($t, "b"))',
    'TSK3017',
  ],
  ['texts that double', 'x = @array.reduce(@range(1, 60), acc + acc, "ab")', 'TSK3008'],
  ['arrays that double', 'x = @array.reduce(@range(1, 60), [acc, acc], 1)', 'TSK3008'],
  ['a long text', 'x = @string.repeat("ab", 1000000)', 'TSK3008'],
  ['a long array', 'x = @range(1, 1000000)', 'TSK3008'],
  [
    'a replacement in every place',
    'x = @string.replace(@string.repeat("a", 9999), "a", @string.repeat("b", 9999))',
    'TSK3008',
  ],
  ['deep JSON', 'x = @json.parse(@string.repeat("[", 99999) + @string.repeat("]", 99999))', 'TSK3008'],
];

describe('bounded work', () => {
  it.each(work)('%s come to an end, which is reported once', (_what, text, code) => {
    expect(evaluateText(text).codes).toEqual([code]);
  });
});
