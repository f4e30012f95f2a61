import { describe, expect, it } from 'vitest';
import { CodeActionResolveRequest, CodeActionTriggerKind, type WorkspaceEdit } from 'vscode-languageserver';
import { codeAction } from '../../language-server/src/features/code-action.ts';
import { actionClient, afterAction, listActions, titlesAt } from './actions-ask.ts';
import { withServer } from './ask.ts';
import { openServer } from './harness.ts';

const misspelt = '[auto_scaling]\nmonitoring_inter<|>vall = 60\n';

describe('fixes', () => {
  it('offers the fix of a finding as the preferred one, and says which finding it is for', async () => {
    await withServer({ files: { 'a.tsk': misspelt }, capabilities: actionClient }, async (server) => {
      const diagnostics = [...(await server.diagnostics('a.tsk'))];
      const [fix] = await listActions(server, 'a.tsk', { diagnostics });
      expect(fix).toMatchObject({ title: 'Rename to monitoring_interval', kind: 'quickfix', isPreferred: true });
      expect(fix?.diagnostics?.map(({ code }) => code)).toEqual(['TSK4002']);
    });
  });

  it.each([
    ['Rename to monitoring_interval', misspelt, '[auto_scaling]\nmonitoring_interval = 60\n'],
    ['Fix all 2 of TSK1002 in this file', '/<|>/ one\na = 1\n// two\nb = = 2\n', '# one\na = 1\n# two\nb = = 2\n'],
    ['Fix all that can be fixed', '// one\na = 1<|>\n// two\n', '# one\na = 1\n# two\n'],
    [
      'Ignore TSK2005 on this line',
      '[debug]\nenabled = true\n[debu<|>g]\nlog_level = "info"\n',
      '[debug]\nenabled = true\n[debug] # tsk-ignore TSK2005\nlog_level = "info"\n',
    ],
    [
      'Ignore TSK2005 on this line',
      '[debug]\nenabled = true\n[debu<|>g] # why\nlog_level = "info"\n',
      '[debug]\nenabled = true\n# tsk-ignore TSK2005\n[debug] # why\nlog_level = "info"\n',
    ],
    ['Ignore TSK2003 on this line', 'a = 1\na<|> = """\nx\n"""\n', 'a = 1\n# tsk-ignore TSK2003\na = """\nx\n"""\n'],
    [
      'Ignore TSK2005 in this file',
      '#!/usr/bin/tsk\n[debug]\nenabled = true\n[debu<|>g]\nlog_level = "info"\n',
      '#!/usr/bin/tsk\n# tsk-ignore-file TSK2005\n[debug]\nenabled = true\n[debug]\nlog_level = "info"\n',
    ],
  ])('%s: %j', async (title, before, after) => {
    expect(await afterAction(title, { 'a.tsk': before })).toEqual({ 'a.tsk': after });
  });

  it('does not offer to hide an error', async () => {
    expect((await titlesAt({ 'a.tsk': misspelt })).filter((title) => title.startsWith('Ignore'))).toEqual([]);
  });
});

describe('what a client asks for', () => {
  const sorted = { 'a.tsk': '// c\n[debug]\nlog_level = "in<|>fo"\nenabled = true\n' };

  it.each([
    [['quickfix'], []],
    [['source'], ['Fix all that can be fixed', 'Sort the keys of all sections as they are documented']],
    [['source.fixAll'], ['Fix all that can be fixed']],
    [
      ['refactor.extract'],
      ['Extract to the variable $log_level', 'Take the value from the environment, @env("DEBUG_LOG_LEVEL", …)'],
    ],
    [['refactor.extractions'], []],
  ])('is all it gets: %j', async (only, titles) => {
    expect(await titlesAt(sorted, { only })).toEqual(titles);
  });

  it('gets fixes only while it moves about, and refactorings for what is selected', async () => {
    const triggerKind = CodeActionTriggerKind.Automatic;
    expect(await titlesAt({ 'a.tsk': '[debug]\nlog_level = "in<|>fo"\n' }, { triggerKind })).toEqual([]);
    const selected = { 'a.tsk': '[debug]\nlog_level = <|>"info"<|>\n' };
    expect(await titlesAt(selected, { triggerKind })).toContain('Extract to the variable $log_level');
  });

  it('has no files made where it cannot make them, and no reasons where it cannot show them', async () => {
    const files = { 'a.tsk': '$x = 1\n[b<|>]\ny = $x\n' };
    const workspace = { workspaceEdit: { documentChanges: true, resourceOperations: [] } };
    expect((await titlesAt(files, {}, { ...actionClient, workspace })).join('\n')).not.toContain('Move');
    const plain = {
      textDocument: { codeAction: { ...actionClient.textDocument?.codeAction, disabledSupport: false } },
    };
    expect((await titlesAt(files, {}, plain)).join('\n')).not.toContain('Move');
  });

  it('gets whole edits where it cannot have them worked out later', async () => {
    const codeActionLiteralSupport = { codeActionKind: { valueSet: [] } };
    const capabilities = {
      textDocument: { codeAction: { codeActionLiteralSupport } },
      workspace: { workspaceEdit: { documentChanges: false } },
    };
    await withServer({ files: { 'a.tsk': 'a = tr<|>ue\n' }, capabilities }, async (server) => {
      const actions = await listActions(server, 'a.tsk');
      const flip = actions.find(({ title }) => title === 'Change to false');
      const range = { start: { line: 0, character: 4 }, end: { line: 0, character: 8 } };
      expect(flip?.edit).toEqual({ changes: { [server.uri('a.tsk')]: [{ range, newText: 'false' }] } });
    });
  });

  it('is told of the kinds; a client that knows no kinds is told of nothing', async () => {
    const [knows, knowsNot] = [
      await openServer({ files: {}, capabilities: actionClient }),
      await openServer({ files: {} }),
    ];
    expect(knows.capabilities.codeActionProvider).toEqual({
      resolveProvider: true,
      codeActionKinds: [
        'quickfix',
        'refactor.inline',
        'refactor.extract',
        'refactor.rewrite',
        'source.sortKeys.tsk',
        'refactor.move',
        'source.fixAll.tsk',
      ],
    });
    expect(knowsNot.capabilities.codeActionProvider).toBeUndefined();
    await Promise.all([knows.close(), knowsNot.close()]);
  });
});

describe('an edit that is worked out later', () => {
  const setup = { files: { 'a.tsk': 'a = tr<|>ue\n' }, features: [codeAction], capabilities: actionClient };

  it('is for the version that was asked about', async () => {
    await withServer(setup, async (server) => {
      const [flip] = (await listActions(server, 'a.tsk')).filter(({ title }) => title === 'Change to false');
      if (flip === undefined) throw new Error('it is not offered');
      const { edit } = await server.request(CodeActionResolveRequest.type, flip);
      const [change] = (edit satisfies WorkspaceEdit | undefined)?.documentChanges ?? [];
      expect(change).toMatchObject({ textDocument: { uri: server.uri('a.tsk'), version: 1 } });
      await server.edit('a.tsk', [{ text: 'b = true\n' }]);
      await expect(server.request(CodeActionResolveRequest.type, flip)).rejects.toThrow(
        'The text was edited meanwhile.',
      );
    });
  });

  it('is not handed out where it would change what the file means', async () => {
    // A share of 0.5 may be meant as half a percent here, so that it is no other way to write 50 %.
    const text = '[auto_scaling.metrics]\nerror_rate = { threshold_high = 5<|>0% }\n';
    await withServer({ ...setup, files: { 'a.tsk': text } }, async (server) => {
      const actions = await listActions(server, 'a.tsk', { only: ['refactor.rewrite'] });
      const share = actions.find(({ title }) => title === 'Write 0.5');
      if (share === undefined) throw new Error('it is not offered');
      const resolved = server.request(CodeActionResolveRequest.type, share);
      await expect(resolved).rejects.toThrow("'Write 0.5' would change what the file means here.");
    });
  });
});
