import { analyze } from '@tsk/compiler';
import { describe, expect, it } from 'vitest';
import type { Texts } from './analyze-texts.ts';
import { evaluateText } from './evaluate-text.ts';

const cases: readonly (readonly [rule: string, texts: Texts, data: unknown])[] = [
  [
    'keys of a table that both files have',
    { 'a.tsk': '@include "b.tsk"\n[s]\nx = $s.y\nz = $y + y', 'b.tsk': '[s]\ny = 1' },
    { s: { y: 1, x: 1, z: 2 } },
  ],
  ['a bare name may be included below', { 'a.tsk': 'x = y + 1\n@include "b.tsk"', 'b.tsk': 'y = 1' }, { y: 1, x: 2 }],
  [
    'own keys count over included ones',
    { 'a.tsk': '@include "b.tsk"\nx = 1', 'b.tsk': 'x = 2\ny = 3' },
    { x: 1, y: 3 },
  ],
  [
    'of two includes the later one counts',
    { 'a.tsk': '@include "b.tsk"\n@include "c.tsk"', 'b.tsk': 'x = 1', 'c.tsk': 'x = 2' },
    { x: 2 },
  ],
  ['tables merge', { 'a.tsk': '@import "b.tsk"\n[s]\nx = 1', 'b.tsk': '[s]\nx = 2\ny = 3' }, { s: { x: 1, y: 3 } }],
  [
    'an include in a section stands there',
    { 'a.tsk': '[s]\n@include "b.tsk"\nx = 1', 'b.tsk': 'y = 2' },
    { s: { x: 1, y: 2 } },
  ],
  ['variables can be used below the include', { 'a.tsk': '@include "b.tsk"\nx = $v + 1', 'b.tsk': '$v = 1' }, { x: 2 }],
  [
    'own variables come before included ones',
    { 'a.tsk': '$v = 5\n@include "b.tsk"\nx = $v', 'b.tsk': '$v = 1' },
    { x: 5 },
  ],
  [
    'keys can be used below the include',
    { 'a.tsk': '@extends "b.tsk"\nx = $s.y\nz = s.y + 1', 'b.tsk': '[s]\ny = 1' },
    { s: { y: 1 }, x: 1, z: 2 },
  ],
  [
    'variables of what is included in turn',
    { 'a.tsk': '@include "b.tsk"\nx = $v', 'b.tsk': '@include "c.tsk"', 'c.tsk': '$v = 1' },
    { x: 1 },
  ],
  [
    'an included file knows its own names alone',
    { 'a.tsk': '@include "b.tsk"\n$v = 2', 'b.tsk': '$v = 1\nx = $v' },
    { x: 1 },
  ],
  [
    'paths are relative to the file',
    { 'd/a.tsk': '@include "e/b.tsk"', 'd/e/b.tsk': '@include "../c.tsk"', 'd/c.tsk': 'x = 1' },
    { x: 1 },
  ],
];

const mistakes: readonly (readonly [what: string, texts: Texts, codes: readonly string[]])[] = [
  ['a key that is used above the include', { 'a.tsk': 'x = $y\n@include "b.tsk"', 'b.tsk': 'y = 1' }, ['TSK3002']],
  [
    'a circle through an included table',
    { 'a.tsk': '@include "b.tsk"\n[s]\nx = $s', 'b.tsk': '[s]\ny = 1' },
    ['TSK3003'],
  ],
  ['a file that is not there', { 'a.tsk': '@include "b.tsk"' }, ['TSK3020']],
  ['a circle', { 'a.tsk': '@include "b.tsk"', 'b.tsk': '@include "a.tsk"' }, ['TSK3021']],
  ['a file that includes itself', { 'a.tsk': '@include "a.tsk"' }, ['TSK3021']],
  ['a folder above the root', { 'a.tsk': '@include "../b.tsk"' }, ['TSK3022']],
  ['an absolute path', { 'a.tsk': '@include "/etc/passwd"' }, ['TSK3022']],
  [
    'a variable that is used above the include',
    { 'a.tsk': 'x = $v\n@include "b.tsk"', 'b.tsk': '$v = 1' },
    ['TSK3001'],
  ],
  [
    'a variable of a section of an included file',
    { 'a.tsk': '@include "b.tsk"\nx = $v', 'b.tsk': '[s]\n$v = 1' },
    ['TSK3001'],
  ],
  [
    'a mistake in a file that is included twice',
    { 'a.tsk': '@include "b.tsk"\n[s]\n@include "b.tsk"', 'b.tsk': 'x = 1 / 0' },
    ['TSK3005'],
  ],
];

describe('includes', () => {
  it.each(cases)('%s', (_rule, texts, data) => {
    expect(evaluateText(texts)).toMatchObject({ data, messages: [] });
  });

  it.each(mistakes)('%s is a mistake', (_what, texts, codes) => {
    expect(evaluateText(texts).codes).toEqual(codes);
  });

  it('are not asked for where they are outside of the root', () => {
    const files = new Map([['a.tsk', '@include "../b.tsk"\n@include "c.tsk"']]);
    expect(analyze({ files, env: {}, nowMs: 0 }, ['a.tsk']).missing.map(({ path }) => path)).toEqual(['c.tsk']);
    const { missing } = analyze({ files, env: {}, nowMs: 0 }, ['a.tsk'], { root: '..' });
    expect(missing.map(({ path }) => path)).toEqual(['../b.tsk', 'c.tsk']);
  });

  it('may lead to the folders of the files themselves, wherever these are', () => {
    const files = new Map([['../conf/a.tsk', '@include "b.tsk"\n@include "../b.tsk"\n@include "../../b.tsk"']]);
    const { missing } = analyze({ files, env: {}, nowMs: 0 }, ['../conf/a.tsk']);
    expect(missing.map(({ path }) => path)).toEqual(['../conf/b.tsk']);
  });
});
