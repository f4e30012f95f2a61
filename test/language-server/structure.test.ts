import { describe, expect, it } from 'vitest';
import {
  DocumentLinkRequest,
  DocumentLinkResolveRequest,
  type DocumentSymbol,
  DocumentSymbolRequest,
  type FoldingRange,
  FoldingRangeRequest,
  type SelectionRange,
  SelectionRangeRequest,
  type WorkspaceSymbol,
  WorkspaceSymbolRequest,
  WorkspaceSymbolResolveRequest,
} from 'vscode-languageserver';
import { withServer } from './ask.ts';

/** The outline as indented lines: name, kind and detail. */
function outline(symbols: readonly DocumentSymbol[], indent = ''): readonly string[] {
  return symbols.flatMap(({ name, kind, detail, children = [] }) => [
    `${indent}${name} ${kind}${detail === undefined ? '' : ` ${detail}`}`,
    ...outline(children, `${indent}  `),
  ]);
}

async function outlineOf(text: string): Promise<readonly string[]> {
  return withServer({ files: { 'a.tsk': text } }, async (server) => {
    const textDocument = { uri: server.uri('a.tsk') };
    return outline((await server.request(DocumentSymbolRequest.type, { textDocument })) as DocumentSymbol[]);
  });
}

describe('document symbols', () => {
  it('are the sections with their keys, tables and lists', async () => {
    const text =
      '@include "b.tsk"\n$v = 5\n[a.b]\nx = "text"\nlist = [1, { y = true }]\nobject { z = 30s }\n$w = null\nindented:\n  q: 1\n';
    expect(await outlineOf(text)).toEqual([
      'b.tsk 1',
      '$v 13 5',
      'a.b 3',
      '  x 15 "text"',
      '  list 18 2 elements',
      '    [1] 19',
      '      y 17 true',
      '  object 19',
      '    z 16 30s',
      '  $w 13 null',
      '  indented 19',
      '    q 16 1',
    ]);
  });

  it.each([
    ['a header that is not finished', '[a\nx = 1\n', ['a 3', '  x 16 1']],
    ['an empty header', '[]\nx = 1\n', ['[] 3', '  x 16 1']],
    ['a value that is missing', 'x =\ny = 2\n', ['x 7 ', 'y 16 2']],
    [
      'a bracket that is never closed',
      '[a]\nx = { y = 1\n[b]\nz = 2\n',
      ['a 3', '  x 19', '    y 16 1', 'b 3', '  z 16 2'],
    ],
    ['nothing', '', []],
  ])('stand in a text with %s', async (_case, text, expected) => {
    expect((await outlineOf(text)).map((line) => line.trimEnd())).toEqual(expected.map((line) => line.trimEnd()));
  });

  it('keep their names within their ranges', async () => {
    await withServer({ files: { 'a.tsk': '[a.b]\nx = 1\n' } }, async (server) => {
      const params = { textDocument: { uri: server.uri('a.tsk') } };
      const [section] = (await server.request(DocumentSymbolRequest.type, params)) as DocumentSymbol[];
      expect(section).toMatchObject({
        range: { start: { line: 0, character: 0 }, end: { line: 1, character: 5 } },
        selectionRange: { start: { line: 0, character: 1 }, end: { line: 0, character: 4 } },
      });
    });
  });

  it('are a list for a client that knows no tree', async () => {
    const capabilities = { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: false } } };
    await withServer({ files: { 'a.tsk': '[a]\nx = 1\n' }, capabilities }, async (server) => {
      const params = { textDocument: { uri: server.uri('a.tsk') } };
      expect(await server.request(DocumentSymbolRequest.type, params)).toMatchObject([
        { name: 'a', location: { uri: server.uri('a.tsk') } },
        { name: 'x', containerName: 'a' },
      ]);
    });
  });
});

describe('workspace symbols', () => {
  const files = { 'a.tsk': '[auto_scaling]\nmin_instances = 2\n', 'b.tsk': '$minimum = 1\nother = 2\n' };

  it.each([
    ['min', ['min_instances', '$minimum']],
    ['ins', ['min_instances']],
    ['mnst', ['min_instances']],
    ['auto_scaling.min', ['min_instances']],
    ['nowhere', []],
  ])('of %s are the best first', async (query, expected) => {
    await withServer({ files, open: [] }, async (server) => {
      const found = (await server.request(WorkspaceSymbolRequest.type, { query })) as WorkspaceSymbol[];
      expect(found.map(({ name }) => name)).toEqual(expected);
    });
  });

  it('get their range when it is asked for', async () => {
    await withServer({ files, open: [] }, async (server) => {
      const [found] = (await server.request(WorkspaceSymbolRequest.type, { query: 'min_' })) as WorkspaceSymbol[];
      expect(found?.location).toEqual({ uri: server.uri('a.tsk') });
      const resolved = await server.request(WorkspaceSymbolResolveRequest.type, found as WorkspaceSymbol);
      expect(resolved.location).toMatchObject({ range: { start: { line: 1, character: 0 } } });
    });
  });
});

async function folds(text: string, lineFoldingOnly: boolean, rangeLimit?: number): Promise<readonly string[]> {
  const foldingRange = { lineFoldingOnly, ...(rangeLimit === undefined ? {} : { rangeLimit }) };
  return withServer({ files: { 'a.tsk': text }, capabilities: { textDocument: { foldingRange } } }, async (server) => {
    const params = { textDocument: { uri: server.uri('a.tsk') } };
    const ranges = (await server.request(FoldingRangeRequest.type, params)) as FoldingRange[];
    return ranges.map(
      ({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind === undefined ? '' : ` ${kind}`}`,
    );
  });
}

describe('folding', () => {
  it.each([
    ['sections, without the blank lines after them', '[a]\nx = 1\ny = 2\n\n[b]\nz = 3\n', ['0-2', '4-5']],
    ['brackets up to the line before the last', 'x = {\n  y = 1\n}\nz = [\n  1,\n  2\n]\n', ['0-1', '3-5']],
    ['indented bodies and lists', 'a:\n  b: 1\n  c:\n    - 1\n    - 2\n', ['0-4', '2-4']],
    ['groups of comments', '# one\n# two\n# three\n\n# four\nx = 1\n', ['0-2 comment']],
    ['regions', '# region of mine\nx = 1\n# endregion\n#region\ny = 2\n#endregion\n', ['0-2 region', '3-5 region']],
    ['long strings', 'x = """\na\nb\n"""\n', ['0-3']],
    ['what is broken', '[a\nx = {\n  y = 1\n[b]\nz = 1\n', ['0-2', '3-4']],
  ])('folds %s', async (_case, text, expected) => {
    expect(await folds(text, true)).toEqual(expected);
  });

  it('keeps the line of a bracket for clients that fold within lines', async () => {
    expect(await folds('x = {\n  y = 1\n}\n', false)).toEqual(['0-2']);
  });

  it('gives the largest where a client takes no more', async () => {
    expect(await folds('[a]\nx = {\n  y = 1\n}\nz = 1\n', true, 1)).toEqual(['0-4']);
  });
});

describe('selection ranges', () => {
  it.each([
    ['x = "one t<|>wo"\n', ['two', 'one two', '"one two"', 'x = "one two"', 'x = "one two"\n']],
    [
      '[a]\nx = { y = 1<|>0 }\n',
      ['10', 'y = 10', '{ y = 10 }', 'x = { y = 10 }', '[a]\nx = { y = 10 }', '[a]\nx = { y = 10 }\n'],
    ],
    ['[a\nx = <|>', ['[a\nx = ']],
  ])('of %j grow to the whole', async (text, expected) => {
    await withServer({ files: { 'a.tsk': text } }, async (server) => {
      const params = { textDocument: { uri: server.uri('a.tsk') }, positions: [server.position('a.tsk')] };
      const [first] = (await server.request(SelectionRangeRequest.type, params)) ?? [];
      const plain = server.text('a.tsk');
      const lines = plain.split('\n');
      const offset = ({ line, character }: { line: number; character: number }): number =>
        lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
      const found: string[] = [];
      for (let at: SelectionRange | undefined = first; at !== undefined; at = at.parent) {
        found.push(plain.slice(offset(at.range.start), offset(at.range.end)));
      }
      expect(found.filter((one) => expected.includes(one))).toEqual(expected);
      expect(found.at(-1)).toBe(plain);
    });
  });
});

describe('document links', () => {
  it('lead to what is included and to files that settings name', async () => {
    const text = '@include "sub/b.tsk"\n[load_balancing.ssl]\ncertificate = "tls/cert.pem"\n';
    await withServer({ files: { 'sub/a.tsk': text }, folders: ['file:///project'] }, async (server) => {
      const params = { textDocument: { uri: server.uri('sub/a.tsk') } };
      const links = (await server.request(DocumentLinkRequest.type, params)) ?? [];
      const resolved = await Promise.all(links.map((link) => server.request(DocumentLinkResolveRequest.type, link)));
      expect(resolved.map(({ target, range }) => [target, range.start.character])).toEqual([
        ['file:///project/sub/sub/b.tsk', 10],
        ['file:///project/sub/tls/cert.pem', 15],
      ]);
    });
  });
});
