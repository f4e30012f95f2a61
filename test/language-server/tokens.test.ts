import { describe, expect, it } from 'vitest';
import {
  type SemanticTokens,
  type SemanticTokensDelta,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver';
import { tokenModifiers, tokenTypes } from '../../language-server/src/tokens/legend.ts';
import { withServer } from './ask.ts';

/** The tokens as `text type modifiers`, read from the numbers of the protocol. */
function decode(data: readonly number[], text: string): readonly string[] {
  const lines = text.split('\n');
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(at, at + 5);
    line += down;
    character = down === 0 ? character + right : right;
    const modifiers = tokenModifiers.filter((_, index) => (bits & (1 << index)) !== 0);
    const word = lines[line]?.slice(character, character + length);
    found.push([word, tokenTypes[type], ...modifiers].join(' '));
  }
  return found;
}

describe('semantic tokens', () => {
  const text = '# note\n[a.b]\n$v = 30s\nkey = "t" + $v + @env("A")\nlong = """\none\ntwo"""\n';

  it('say what each word means, line by line', async () => {
    await withServer({ files: { 'a.tsk': text } }, async (server) => {
      const params = { textDocument: { uri: server.uri('a.tsk') } };
      const { data } = (await server.request(SemanticTokensRequest.type, params)) as SemanticTokens;
      const found = decode(data, text);
      expect(found).toEqual(
        expect.arrayContaining([
          '# note comment',
          'a namespace declaration',
          'b namespace declaration',
          '$v variable declaration',
          '30s number',
          'key property declaration',
          '+ operator',
          '@env function defaultLibrary',
          '$v variable readonly',
          'one string',
          'two""" string',
        ]),
      );
    });
  });

  it('of a range are those of the whole that are in it', async () => {
    await withServer({ files: { 'a.tsk': text } }, async (server) => {
      const textDocument = { uri: server.uri('a.tsk') };
      const range = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } };
      const params = { textDocument, range };
      const { data } = (await server.request(SemanticTokensRangeRequest.type, params)) as SemanticTokens;
      expect(decode(data, text)).toEqual(['$v variable declaration', '30s number']);
    });
  });

  it('change by a difference that gives those of the new text', async () => {
    await withServer({ files: { 'a.tsk': text } }, async (server) => {
      const textDocument = { uri: server.uri('a.tsk') };
      const first = (await server.request(SemanticTokensRequest.type, { textDocument })) as SemanticTokens;
      const at = { line: 2, character: 5 };
      await server.edit('a.tsk', [{ range: { start: at, end: { line: 2, character: 8 } }, text: 'true' }]);
      const previousResultId = first.resultId ?? '';
      const params = { textDocument, previousResultId };
      const delta = (await server.request(SemanticTokensDeltaRequest.type, params)) as SemanticTokensDelta;
      const data = [...first.data];
      for (const { start, deleteCount, data: added = [] } of delta.edits) data.splice(start, deleteCount, ...added);
      const whole = (await server.request(SemanticTokensRequest.type, { textDocument })) as SemanticTokens;
      expect(data).toEqual(whole.data);
      expect(delta.edits.flatMap(({ data: added = [] }) => added).length).toBeLessThan(first.data.length / 2);
    });
  });
});
