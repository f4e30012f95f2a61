import { describe, expect, it } from 'vitest';
import { analyzeTexts, codesOf } from './analyze-texts.ts';
import { evaluateLast } from './evaluate-text.ts';

const constants: readonly (readonly [text: string, value: unknown])[] = [
  ['x = 1 + 2 * 3', 7],
  ['x = (1 + 2) * 3', 9],
  ['x = 2 ** 3 ** 2', 512],
  ['x = 7 % 4 - 1', 2],
  ['x = -(2 + 3)', -5],
  ['x = "a" + "b"', 'ab'],
  ['x = "port-" + 8080 + "/tcp"', 'port-8080/tcp'],
  ['x = 2 + "GB"', '2GB'],
  ['x = "for " + 30s', 'for 30s'],
  ['x = 1m == 60s && 90s > 1m', true],
  ['x = 2024-01-15 < 2024-02-01', true],
  ['x = 2024-01-15T10:00:00Z < 2024-01-15T10:00:00+01:00', false],
  ['x = [1, { a = 2 }] == [1, { a = 2 }]', true],
  ['x = [1] != [1, 2]', true],
  ['x = 1 < 2 && "a" < "b"', true],
  ['x = false || !true', false],
  ['x = 1 == 1 ? "yes" : "no"', 'yes'],
  ['x = null ?? 5', 5],
  ['x = $nothing ?? 5', 5],
  ['x = 2 * 30s', '60s'],
  ['x = 90s - 30s', '60s'],
  ['x = 60s / 30s', 2],
  ['x = [1 + 1, "a" + "b"]', [2, 'ab']],
  ['$a = 5\nx = $a * 2', 10],
  ['a = 5\nx = $a * 2', 10],
  ['a = 5\nx = "n${a}!"', 'n5!'],
  ['a = { b = [1, 2] }\nx = $a.b[1]', 2],
  ['a = { b = 1 }\nx = $a?.c', null],
  ['[s]\nb = 2\n[x]\ny = $s.b + 1', { y: 3 }],
  ['[s]\n$b = 2\n[x]\ny = $b + 1', { y: 3 }],
  ['name = "root"\n[x]\nname = "${name}-x"', { name: 'root-x' }],
  ['$b = 1\n[x]\n$b = 2\ny = $b + 0', { y: 2 }],
  ['x = @if(1 > 2, "a", "b")', 'b'],
  ['x = @if(true, "a", @shell("rm"))', 'a'],
  ['x = """keep ${unknown} ${1 + 1}"""', 'keep ${unknown} 2'],
];

const deferred: readonly (readonly [text: string, value: unknown])[] = [
  ['x = @env("PORT", 8080)', { env: 'PORT', default: 8080 }],
  ['x = @env("PORT")', { env: 'PORT', default: undefined }],
  ['x = @env.PORT', { env: 'PORT', default: undefined }],
  ['x = @env.secure("KEY")', { env: 'KEY', default: undefined }],
  ['x = @env("PORT") ?? 8080', { env: 'PORT', default: 8080 }],
  ['x = @env("WAIT", 30s)', { env: 'WAIT', default: '30s' }],
  ['$p = @env("PORT", 1)\nx = $p', { env: 'PORT', default: 1 }],
];

const mistakes: readonly (readonly [text: string, code: string])[] = [
  ['x = 1 / 0', 'TSK3005'],
  ['x = 1 % 0', 'TSK3005'],
  ['x = 10 ** 999', 'TSK3006'],
  ['x = 1 + true', 'TSK3004'],
  ['x = "a" + null', 'TSK3004'],
  ['x = "a" + []', 'TSK3004'],
  ['x = 1s < 1MB', 'TSK3004'],
  ['x = 2024-01-15 < 2024-01-15T10:00:00Z', 'TSK3004'],
  ['x = 2024-01-15T10:00:00 < 2024-01-15T11:00:00', 'TSK3004'],
  ['x = 1s + 1', 'TSK3004'],
  ['x = 1 && true', 'TSK3004'],
  ['x = $nothing', 'TSK3001'],
  ['x = $y\n$y = 1', 'TSK3002'],
  ['[a]\nb = $a', 'TSK3003'],
  ['a = b + 1\nb = a + 1', 'TSK3003'],
  ['x = @env()', 'TSK3007'],
  ['x = @env("A B")', 'TSK3007'],
  ['a = { b = 1 }\nx = $a.c', 'TSK3009'],
];

describe('constant expressions', () => {
  it.each(constants)('%s', (text, value) => {
    expect(evaluateLast(text)).toEqual(value);
  });
});

describe('environment variables', () => {
  it.each(deferred)('%s', (text, value) => {
    expect(evaluateLast(text)).toEqual(value);
  });
});

describe('mistakes', () => {
  it.each(mistakes)('%s is %s', (text, code) => {
    expect(codesOf(analyzeTexts({ 'a.tsk': text }))).toContain(code);
  });

  it('are reported once, where many values refer to one', () => {
    const text = '$a = 1 / 0\n[service]\nname = $a\ncommand = $a\n';
    expect(codesOf(analyzeTexts({ 'a.tsk': text }))).toEqual(['TSK3005']);
  });
});

describe('what stays unevaluated', () => {
  it('is an error where a setting needs it, and silent elsewhere', () => {
    const needed = analyzeTexts({ 'a.tsk': '[service]\nname = @query("x")' });
    expect(codesOf(needed)).toEqual(['TSK3010']);
    const elsewhere = analyzeTexts({ 'a.tsk': '$x = @query("x")\n[service]\nname = "a"' });
    expect(codesOf(elsewhere)).toEqual([]);
  });

  it('keeps its source text', () => {
    expect(evaluateLast('x = 1 + @query("a")')).toEqual({ $expr: '1 + @query("a")' });
  });
});

describe('bounded work', () => {
  it('gives up on tables that repeat each other', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `$a${i + 1} = [$a${i}, $a${i}]`);
    expect(codesOf(analyzeTexts({ 'a.tsk': ['$a0 = [1, 2]', ...lines, 'x = $a40'].join('\n') }))).toContain('TSK3008');
  });

  it('gives up on a chain that is too long, without overflowing', () => {
    const text = `x = ${Array.from({ length: 5000 }, () => '1').join(' + ')}`;
    expect(codesOf(analyzeTexts({ 'a.tsk': text })).some((code) => code === 'TSK3008' || code.startsWith('TSK1'))).toBe(
      true,
    );
  });
});
