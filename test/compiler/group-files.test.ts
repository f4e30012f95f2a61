import { groupFiles } from '@tsk/compiler';
import { parseDocument } from '@tsk/parser';
import { expect, it } from 'vitest';

const group = (files: Readonly<Record<string, string>>): readonly (readonly string[])[] => {
  const documents = new Map(Object.entries(files).map(([file, text]) => [file, parseDocument(text, { file })]));
  return groupFiles([...documents.keys()], (file) => documents.get(file));
};

it.each([
  ['the files of one folder together', { 'a/x.tsk': '', 'a/y.tsk': '' }, [['a/x.tsk', 'a/y.tsk']]],
  ['each folder by itself, nested ones too', { 'a/x.tsk': '', 'a/b/y.tsk': '' }, [['a/x.tsk'], ['a/b/y.tsk']]],
  ['an included file with those that include it', { 'x.tsk': '@include "p/y.tsk"', 'p/y.tsk': '' }, [['x.tsk']]],
  [
    'files that include one another in a circle with their folders',
    { 'a/x.tsk': '@include "../b/y.tsk"', 'b/y.tsk': '@include "../a/x.tsk"' },
    [['a/x.tsk'], ['b/y.tsk']],
  ],
])('keeps %s', (_, files, expected) => {
  expect(group(files)).toEqual(expected);
});
