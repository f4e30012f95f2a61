import { describe, expect, it } from 'vitest';
import {
  ApplyWorkspaceEditRequest,
  type CodeLens,
  CodeLensRequest,
  CodeLensResolveRequest,
  ErrorCodes,
  ExecuteCommandRequest,
  LSPErrorCodes,
} from 'vscode-languageserver';
import {
  CheckWorkspaceRequest,
  ExplainRequest,
  PlanRequest,
  PreviewRequest,
} from '../../language-server/src/requests.ts';
import { withServer } from './ask.ts';

const scaling =
  '[auto_scaling]\nenabled = true\n[auto_scaling.policies.scale_up]\nmax_instances = 12\n[auto_scaling.policies.scale_down]\nmin_instances = 3\n';

describe('code lenses', () => {
  it('tell what a configuration scales between, and how often variables are used', async () => {
    const files = { 'a.tsk': `$v = 1\nx = $v + $v\n${scaling}` };
    await withServer({ files }, async (server) => {
      const params = { textDocument: { uri: server.uri('a.tsk') } };
      const lenses = (await server.request(CodeLensRequest.type, params)) ?? [];
      const resolved = await Promise.all(
        lenses.map((lens: CodeLens) =>
          lens.command === undefined ? server.request(CodeLensResolveRequest.type, lens) : lens,
        ),
      );
      expect(resolved.map(({ range, command }) => `${range.start.line} ${command?.title}`)).toEqual([
        '0 2 references',
        '2 Preview',
        expect.stringMatching(/^2 3 … 12 instances, \w+$/),
      ]);
    });
  });

  it('are those that the user wants', async () => {
    const settings = { codeLens: { preview: false, scale: false, references: false } };
    await withServer({ files: { 'a.tsk': scaling }, settings }, async (server) => {
      await server.diagnostics('a.tsk');
      expect(await server.request(CodeLensRequest.type, { textDocument: { uri: server.uri('a.tsk') } })).toEqual([]);
    });
  });
});

describe('a preview', () => {
  it('is the simulation with its picture', async () => {
    await withServer({ files: { 'a.tsk': scaling } }, async (server) => {
      const params = { uri: server.uri('a.tsk'), version: 1, load: { kind: 'shape', shape: 'spike' } as const };
      const answer = await server.request(PreviewRequest, params);
      if (answer?.ok !== true) throw new Error(answer?.message);
      expect(answer.errors).toBe(0);
      expect(answer.result.scaling).toMatchObject({ minInstances: 3, maxInstances: 12 });
      expect(answer.picture.lanes.length).toBeGreaterThan(1);
    });
  });

  it('says why there is none', async () => {
    await withServer({ files: { 'a.tsk': scaling } }, async (server) => {
      const params = { uri: server.uri('a.tsk'), load: { kind: 'shape', shape: 'flood' } as const };
      expect(await server.request(PreviewRequest, params)).toMatchObject({
        ok: false,
        message: expect.stringContaining('flood'),
      });
    });
  });

  it('gives way to a later one, and to a later text', async () => {
    await withServer({ files: { 'a.tsk': scaling } }, async (server) => {
      const params = { uri: server.uri('a.tsk') };
      const first = server.client.sendRequest('tsk/preview', params);
      const replaced = expect(first).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
      expect(await server.client.sendRequest('tsk/preview', params)).toMatchObject({ ok: true });
      await replaced;
      const old = server.client.sendRequest('tsk/preview', { ...params, version: 0 });
      await expect(old).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
    });
  });

  it.each([
    [{}, 'tsk/preview takes an object with the `uri` of a document.'],
    [{ uri: 'file:///a', policies: 'hpa' }, '`policies` of tsk/preview must be a list of names.'],
    [{ uri: 'file:///a', load: 'spike' }, '`load` of tsk/preview must be'],
  ])('refuses %j', async (params, sentence) => {
    await withServer({ files: {} }, async (server) => {
      const refused = server.client.sendRequest('tsk/preview', params);
      await expect(refused).rejects.toMatchObject({ code: ErrorCodes.InvalidParams });
      await expect(refused).rejects.toThrow(sentence);
    });
  });
});

describe('a plan', () => {
  it('comes with the places of its values', async () => {
    await withServer({ files: { 'a.tsk': scaling } }, async (server) => {
      const answer = await server.request(PlanRequest, { uri: server.uri('a.tsk') });
      expect(answer?.plan.scaling.maxInstances).toBe(12);
      expect(answer?.places['/scaling/maxInstances']).toEqual({
        uri: server.uri('a.tsk'),
        range: { start: { line: 3, character: 16 }, end: { line: 3, character: 18 } },
      });
    });
  });
});

describe('an explanation', () => {
  it.each([
    ['min_instances<|> = 1\n', 'setting', 'auto_scaling.policies.scale_down.min_instances'],
    ['min_instances = 1 / <|>0\n', 'code', 'TSK3005'],
    ['min_instances = @en<|>v("X", 1)\n', 'operator', '@env'],
  ])('of what is in %j', async (line, kind, name) => {
    const files = { 'a.tsk': `[auto_scaling.policies.scale_down]\n${line}` };
    await withServer({ files }, async (server) => {
      const params = { uri: server.uri('a.tsk'), position: server.position('a.tsk') };
      expect(await server.request(ExplainRequest, params)).toMatchObject({ kind: 'found', topic: { kind, name } });
    });
  });

  it('of something that is not there names what is near', async () => {
    await withServer({ files: {} }, async (server) => {
      expect(await server.request(ExplainRequest, { topic: 'min_instanses' })).toMatchObject({ kind: 'unknown' });
    });
  });
});

describe('commands', () => {
  it('check the whole workspace', async () => {
    const files = { 'one/a.tsk': 'x = $nothing\n', 'two/b.tsk': scaling };
    await withServer({ files, open: [] }, async (server) => {
      const check = await server.request(CheckWorkspaceRequest, undefined);
      expect(check).toMatchObject({ configurations: 2, files: 2, errors: 1, troubled: [server.uri('one/a.tsk')] });
      const command = { command: 'tsk.checkWorkspace', arguments: [] };
      expect(await server.request(ExecuteCommandRequest.type, command)).toEqual(check);
    });
  });

  it('make all fixes of a file', async () => {
    const files = { 'a.tsk': '[auto_scaling]\nenabled = true\nmonitoring_intervall = 30s\n' };
    await withServer({ files }, async (server) => {
      const edits: unknown[] = [];
      server.client.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => {
        edits.push(edit.documentChanges);
        return { applied: true };
      });
      const command = { command: 'tsk.fixAll', arguments: [server.uri('a.tsk')] };
      expect(await server.request(ExecuteCommandRequest.type, command)).toBe(true);
      expect(edits).toMatchObject([[{ textDocument: { version: 1 }, edits: [{ newText: 'monitoring_interval' }] }]]);
    });
  });

  it.each([
    [{ command: 'tsk.nothing' }, "There is no command 'tsk.nothing'"],
    [{ command: 'tsk.explain', arguments: [5] }, 'tsk.explain takes what is to be explained'],
    [{ command: 'tsk.plan', arguments: [] }, 'tsk.plan takes the URI of a document.'],
    [
      { command: 'tsk.plan', arguments: ['file:///etc/x'] },
      "'file:///etc/x' is neither open nor a file of the workspace.",
    ],
  ])('refuse %j', async (command, sentence) => {
    await withServer({ files: {} }, async (server) => {
      await expect(server.request(ExecuteCommandRequest.type, command)).rejects.toThrow(sentence);
    });
  });

  it('are left to a client that has them itself', async () => {
    const capabilities = { experimental: { tsk: { commands: ['tsk.preview'] } } };
    await withServer({ files: {}, capabilities }, async (server) => {
      expect(server.capabilities.executeCommandProvider?.commands).not.toContain('tsk.preview');
      expect(server.capabilities.executeCommandProvider?.commands).toContain('tsk.plan');
    });
  });
});
