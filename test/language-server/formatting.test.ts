import { describe, expect, it } from 'vitest';
import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type TextEdit,
} from 'vscode-languageserver';
import { format } from '../../parser/src/format/format.ts';
import { parse } from '../../parser/src/syntax/parse.ts';
import { withServer } from './ask.ts';
import type { TestServer } from './harness.ts';

const options = { tabSize: 4, insertSpaces: true };

/** The text after edits have been made; they may come in any order. */
async function after(server: TestServer, edits: readonly TextEdit[] | null): Promise<string> {
  const fromTheEnd = (edits ?? []).toSorted(
    ({ range: a }, { range: b }) => b.start.line - a.start.line || b.start.character - a.start.character,
  );
  await server.edit(
    'a.tsk',
    fromTheEnd.map(({ range, newText }) => ({ range, text: newText })),
  );
  return server.text('a.tsk');
}

describe('formatting', () => {
  const text = '[a]\nx=1\n\n\n\ny   =   {a=1,b=2}\n';

  it('of a file is that of the command', async () => {
    await withServer({ files: { 'a.tsk': text } }, async (server) => {
      const params = { textDocument: { uri: server.uri('a.tsk') }, options };
      const edits = await server.request(DocumentFormattingRequest.type, params);
      expect(await after(server, edits)).toBe(format(parse(text, { file: 'a.tsk' })));
    });
  });

  it('of a range leaves the rest as it is', async () => {
    await withServer({ files: { 'a.tsk': text } }, async (server) => {
      const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
      const params = { textDocument: { uri: server.uri('a.tsk') }, options, range };
      const edits = await server.request(DocumentRangeFormattingRequest.type, params);
      expect(await after(server, edits)).toBe(text.replace('x=1', 'x = 1'));
    });
  });

  it.each([
    ['}', 'x={ a=1 }<|>\ny=2\n', 'x = { a = 1 }\ny=2\n'],
    ['\n', 'x=1\n<|>\ny=2\n', 'x = 1\n\ny=2\n'],
    ['\n', 'x = {\n<|>', 'x = {\n'],
  ])('after %j is typed touches only what was left', async (ch, marked, expected) => {
    await withServer({ files: { 'a.tsk': marked } }, async (server) => {
      const textDocument = { uri: server.uri('a.tsk') };
      const params = { textDocument, position: server.position('a.tsk'), ch, options };
      const edits = await server.request(DocumentOnTypeFormattingRequest.type, params);
      expect(await after(server, edits)).toBe(expected);
    });
  });

  it.each([
    ['what the editor says', undefined, undefined, '  '],
    ['what the user set, over the editor', { format: { indent: 8 } }, undefined, '        '],
    ['what the project says, over the user', { format: { indent: 8 } }, '{ "format": { "indentSize": 3 } }', '   '],
  ])('indents by %s', async (_case, settings, project, indent) => {
    const files = { 'a.tsk': 'a >\nx = 1\n<\n', ...(project === undefined ? {} : { 'tsk.json': project }) };
    await withServer({ files, open: ['a.tsk'], settings }, async (server) => {
      await server.diagnostics('a.tsk');
      const params = { textDocument: { uri: server.uri('a.tsk') }, options: { ...options, tabSize: 2 } };
      const edits = await server.request(DocumentFormattingRequest.type, params);
      expect(await after(server, edits)).toBe(`a >\n${indent}x = 1\n<\n`);
    });
  });
});
