import { describe, expect, it } from 'vitest';
import { DocumentHighlightRequest, LinkedEditingRangeRequest, ReferencesRequest } from 'vscode-languageserver';
import { documentHighlight } from '../../language-server/src/features/document-highlight.ts';
import { linkedEditing } from '../../language-server/src/features/linked-editing.ts';
import { references } from '../../language-server/src/features/references.ts';
import { askAt, show, showAll } from './ask.ts';

describe('references', () => {
  const rows: readonly (readonly [of: string, files: Readonly<Record<string, string>>, found: readonly string[]])[] = [
    ['a variable', { 'a.tsk': '$<|>a = 1\nk = $a\nl = "${a}"\nm = $b' }, ['a.tsk 0:1-2', 'a.tsk 1:5-6', 'a.tsk 2:7-8']],
    [
      'a variable that is hidden in a section',
      { 'a.tsk': '$a<|> = 1\n[s]\n$a = 2\nk = $a\n[t]\nl = $a' },
      ['a.tsk 0:1-2', 'a.tsk 5:5-6'],
    ],
    ['a table', { 'a.tsk': '[s<|>]\na = 1\n[s.t]\nb = $s.a' }, ['a.tsk 0:1-2', 'a.tsk 2:1-2', 'a.tsk 3:5-6']],
    [
      'a key',
      { 'a.tsk': '[s]\na = 1\nb = $a\n[t]\na = 2\nb = $s.a<|>' },
      ['a.tsk 1:0-1', 'a.tsk 2:5-6', 'a.tsk 5:7-8'],
    ],
    [
      'a variable in two files',
      { 'a.tsk': '@include "b.tsk"\nk = $z', 'b.tsk': '$z<|> = 1\n' },
      ['a.tsk 1:5-6', 'b.tsk 0:1-2'],
    ],
    [
      'a variable in files of other folders',
      {
        'web/a.tsk': '@include "../b.tsk"\nk = $z',
        'api/a.tsk': '@include "../b.tsk"\nk = $z',
        'b.tsk': '$z<|> = 1\n',
      },
      ['api/a.tsk 1:5-6', 'b.tsk 0:1-2', 'web/a.tsk 1:5-6'],
    ],
    [
      'a key of a file that is included in a section',
      { 'a.tsk': '[s]\n@include "b.tsk"\n[t]\nk = $s.x', 'b.tsk': 'x<|> = 1\n' },
      ['a.tsk 3:7-8', 'b.tsk 0:0-1'],
    ],
    [
      'a key that its own file uses, which is included in a section',
      { 'a.tsk': '[s]\n@include "b.tsk"\n', 'b.tsk': 'x<|> = 1\ny = $x' },
      ['b.tsk 0:0-1', 'b.tsk 1:5-6'],
    ],
    [
      'an included file',
      { 'a.tsk': '@include "b<|>.tsk"', 'b.tsk': '', 'c.tsk': '[s]\n@include "./b.tsk"' },
      ['a.tsk 0:9-16', 'c.tsk 1:9-18'],
    ],
    ['a variable in broken text', { 'a.tsk': '$a<|> = 1\n[s\nb = {\n  c = $a\n' }, ['a.tsk 0:1-2', 'a.tsk 3:7-8']],
  ];
  it.each(rows)('of %s', async (_of, files, found) => {
    const all = await askAt(references, ReferencesRequest.type, files, { context: { includeDeclaration: true } });
    expect(showAll(all).toSorted()).toEqual(found);
  });

  it('leave declarations out where these are not wanted', async () => {
    const files = { 'a.tsk': '$<|>a = 1\nk = $a' };
    const found = await askAt(references, ReferencesRequest.type, files, { context: { includeDeclaration: false } });
    expect(showAll(found)).toEqual(['a.tsk 1:5-6']);
  });
});

describe('highlights', () => {
  it('tell writing from reading', async () => {
    const files = { 'a.tsk': '[s]\na = 1\nb = $a<|>\n[s.t]\n' };
    const found = await askAt(documentHighlight, DocumentHighlightRequest.type, files);
    expect(found?.map(({ range, kind }) => [show(range), kind])).toEqual([
      ['1:0-1', 3],
      ['2:5-6', 2],
    ]);
  });

  it('are none where there is no name', async () => {
    expect(await askAt(documentHighlight, DocumentHighlightRequest.type, { 'a.tsk': 'a = 1<|>0' })).toBeNull();
  });
});

describe('linked editing', () => {
  it('goes to all places of a variable', async () => {
    const found = await askAt(linkedEditing, LinkedEditingRangeRequest.type, { 'a.tsk': '$a<|> = 1\nk = $a\n' });
    expect(found?.ranges.map(show)).toEqual(['0:1-2', '1:5-6']);
  });

  it.each([
    ['a setting', { 'a.tsk': '[service<|>]\nname = "x"\n[server]\nlisten = $service.name' }],
    ['a variable of several files', { 'a.tsk': '@include "b.tsk"\nk = $z<|>', 'b.tsk': '$z = 1' }],
    ['a name in quotes', { 'a.tsk': '[s]\n"a"<|> = 1\nb = $a' }],
    ['a name that stands alone', { 'a.tsk': '$a<|> = 1' }],
  ])('leaves %s alone', async (_what, files) => {
    expect(await askAt(linkedEditing, LinkedEditingRangeRequest.type, files)).toBeNull();
  });
});
