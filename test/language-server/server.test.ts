import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, FoldingRangeRequest, HoverRequest, LSPErrorCodes } from 'vscode-languageserver';
import { answer, type Feature } from '../../language-server/src/feature.ts';
import { withServer } from './ask.ts';

const wrong = '[service]\nname = "shop"\ncommand = 5<|>\n';

describe('diagnostics', () => {
  it('are pushed when a file is opened, and again after an edit', async () => {
    await withServer({ files: { 'a.tsk': wrong } }, async (server) => {
      expect((await server.diagnostics('a.tsk')).map(({ code }) => code)).toEqual(['TSK4003']);
      const end = server.position('a.tsk');
      const start = { ...end, character: end.character - 1 };
      await server.edit('a.tsk', [{ range: { start, end }, text: '"node"' }]);
      expect(await server.diagnostics('a.tsk')).toEqual([]);
    });
  });

  it('are pulled by a client that can, and not said twice', async () => {
    const capabilities = { textDocument: { diagnostic: {} } };
    await withServer({ files: { 'a.tsk': wrong }, capabilities }, async (server) => {
      const textDocument = { uri: server.uri('a.tsk') };
      const first = await server.client.sendRequest('textDocument/diagnostic', { textDocument });
      expect(first).toMatchObject({ kind: 'full', items: [{ code: 'TSK4003', source: 'tsk', severity: 1 }] });
      const { resultId: previousResultId } = first as { resultId: string };
      const again = await server.client.sendRequest('textDocument/diagnostic', { textDocument, previousResultId });
      expect(again).toEqual({ kind: 'unchanged', resultId: previousResultId });
      await server.edit('a.tsk', [{ text: 'x = 1\n' }]);
      const changed = await server.client.sendRequest('textDocument/diagnostic', { textDocument, previousResultId });
      expect(changed).toMatchObject({ kind: 'full', items: [] });
    });
  });

  it('of the workspace come file by file, those of closed files too', async () => {
    const files = { 'a.tsk': 'x = 1\n', 'sub/b.tsk': 'x = $nothing\n' };
    const capabilities = { textDocument: { diagnostic: {} } };
    await withServer({ files, open: ['a.tsk'], capabilities }, async (server) => {
      const report = await server.client.sendRequest('workspace/diagnostic', { previousResultIds: [] });
      expect(report).toMatchObject({
        items: [
          { uri: server.uri('a.tsk'), version: 1, kind: 'full', items: [] },
          { uri: server.uri('sub/b.tsk'), version: null, kind: 'full', items: [{ code: 'TSK3001' }] },
        ],
      });
    });
  });

  it('speak of another file, and link to it', async () => {
    const files = { 'a.tsk': '[service]\nname = "a"\n', 'b.tsk': '[service]\nname = "b"\n' };
    await withServer({ files }, async (server) => {
      const [finding] = await server.diagnostics('b.tsk');
      expect(finding).toMatchObject({
        code: 'TSK5001',
        relatedInformation: [{ location: { uri: server.uri('a.tsk'), range: { start: { line: 1, character: 0 } } } }],
      });
    });
  });

  it('link to their page where the client says where the pages are', async () => {
    const settings = { documentationBaseUrl: 'https://example.org/pages/' };
    await withServer({ files: { 'a.tsk': wrong }, settings }, async (server) => {
      await server.changeSettings(settings);
      await expect
        .poll(async () => (await server.diagnostics('a.tsk'))[0]?.codeDescription?.href)
        .toBe('https://example.org/pages/TSK4003.md');
    });
  });
});

/** A feature that takes as long as it likes, or fails. */
function featureOf(respond: () => Promise<never[]>): Feature {
  return { name: 'test', capabilities: () => ({}), requests: [answer(FoldingRangeRequest.type, [], respond)] };
}

describe('a request', () => {
  const files = { 'a.tsk': 'x = 1\n' };

  it('that fails is answered with nothing and logged once, and the server lives', async () => {
    const failing = featureOf(() => Promise.reject(new Error('out of ideas')));
    let logged: readonly string[] = [];
    const run = withServer({ files, features: [failing] }, async (server) => {
      const params = { textDocument: { uri: server.uri('a.tsk') } };
      expect(await server.request(FoldingRangeRequest.type, params)).toEqual([]);
      expect(await server.request(FoldingRangeRequest.type, params)).toEqual([]);
      expect(await server.diagnostics('a.tsk')).toEqual([]);
      logged = server.logged;
    });
    await expect(run).rejects.toThrow('out of ideas');
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatch(/^TSK9001: textDocument\/foldingRange failed/);
  });

  it('that is cancelled is answered so', async () => {
    const gate = Promise.withResolvers<never[]>();
    await withServer({ files, features: [featureOf(() => gate.promise)] }, async (server) => {
      const source = new CancellationTokenSource();
      const params = { textDocument: { uri: server.uri('a.tsk') } };
      const asked = server.client.sendRequest('textDocument/foldingRange', params, source.token);
      source.cancel();
      gate.resolve([]);
      await expect(asked).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    });
  });

  it('about a text that was edited meanwhile is answered so', async () => {
    const gate = Promise.withResolvers<never[]>();
    await withServer({ files, features: [featureOf(() => gate.promise)] }, async (server) => {
      const params = { textDocument: { uri: server.uri('a.tsk') } };
      const asked = server.client.sendRequest('textDocument/foldingRange', params);
      const refused = expect(asked).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
      await server.edit('a.tsk', [{ text: 'x = 2\n' }]);
      await server.diagnostics('a.tsk');
      gate.resolve([]);
      await refused;
    });
  });

  it('about a file that nobody knows is answered with nothing', async () => {
    await withServer({ files }, async (server) => {
      const textDocument = { uri: 'file:///elsewhere/x.tsk' };
      expect(await server.request(HoverRequest.type, { textDocument, position: { line: 0, character: 0 } })).toBeNull();
    });
  });
});

describe('settings', () => {
  it.each([
    [{ inlayHints: { units: 'yes' } }, 'The setting `tsk.inlayHints.units` must be true or false; "yes" is ignored.'],
    [{ inlayHint: {} }, 'There is no setting `tsk.inlayHint`; did you mean `tsk.inlayHints`?'],
    [
      { format: { indent: 99 } },
      'The setting `tsk.format.indent` must be a whole number from 1 to 16, or null for what the editor says; 99 is ignored.',
    ],
    [
      { diagnostics: true },
      'The setting `tsk.diagnostics` must be an object with `enabled`, `workspace`; it is ignored.',
    ],
    [[], 'The setting `tsk` must be an object; it is ignored.'],
  ])('%j is explained', async (settings, sentence) => {
    await withServer({ files: {}, settings }, async (server) => {
      await expect.poll(() => server.shown).toEqual([sentence]);
      await server.changeSettings(settings);
      expect(server.shown).toEqual([sentence]);
    });
  });

  it('switch findings off while the server runs', async () => {
    await withServer({ files: { 'a.tsk': wrong } }, async (server) => {
      expect(await server.diagnostics('a.tsk')).toHaveLength(1);
      await server.changeSettings({ diagnostics: { enabled: false } });
      await expect.poll(() => server.diagnostics('a.tsk')).toEqual([]);
    });
  });
});

describe('positions', () => {
  const text = '# 🙂é\nx = "🙂" + <|>$nothing<|>\n';

  it.each([
    ['utf-8', [13, 21]],
    ['utf-16', [11, 19]],
  ] as const)('count %s where that is agreed', async (encoding, [start, end]) => {
    const capabilities = { general: { positionEncodings: [encoding] } };
    await withServer({ files: { 'a.tsk': text }, capabilities }, async (server) => {
      expect(server.capabilities.positionEncoding).toBe(encoding);
      const [finding] = await server.diagnostics('a.tsk');
      expect(finding?.range).toEqual({ start: { line: 1, character: start }, end: { line: 1, character: end } });
      expect(server.positions('a.tsk')).toEqual([finding?.range.start, finding?.range.end]);
      const range = { start: server.position('a.tsk'), end: server.position('a.tsk', 1) };
      await server.edit('a.tsk', [{ range, text: '"é"' }]);
      expect(server.text('a.tsk')).toBe('# 🙂é\nx = "🙂" + "é"\n');
      expect(await server.diagnostics('a.tsk')).toEqual([]);
    });
  });
});
