import { describe, expect, it } from 'vitest';
import { withServer } from './ask.ts';
import type { TestServer } from './harness.ts';

async function codes(server: TestServer, name: string): Promise<readonly unknown[]> {
  return (await server.diagnostics(name)).map(({ code }) => code);
}

describe('the files of a workspace', () => {
  it('are one configuration by folder', async () => {
    const files = {
      'one/a.tsk': '[service]\nname = "a"\n',
      'two/b.tsk': '[service]\nname = "b"\n',
      'two/c.tsk': '[service]\nname = "c"\n',
    };
    await withServer({ files }, async (server) => {
      expect(await codes(server, 'one/a.tsk')).toEqual([]);
      expect(await codes(server, 'two/b.tsk')).toEqual([]);
      expect(await codes(server, 'two/c.tsk')).toEqual(['TSK5001']);
    });
  });

  it('count as they are on disk while they are not open', async () => {
    const files = { 'a.tsk': '@include "sub/b.tsk"\ny = $x\n', 'sub/b.tsk': '$x = 1\n' };
    await withServer({ files, open: ['a.tsk'] }, async (server) => {
      expect(await codes(server, 'a.tsk')).toEqual([]);
      await server.write('sub/b.tsk', '$z = 1\n');
      await expect.poll(() => codes(server, 'a.tsk')).toEqual(['TSK3001']);
      await server.write('sub/b.tsk', undefined);
      await expect.poll(() => codes(server, 'a.tsk')).toEqual(['TSK3020', 'TSK3001']);
      await server.write('sub/b.tsk', '$x = 1\n');
      await expect.poll(() => codes(server, 'a.tsk')).toEqual([]);
    });
  });

  it('are those of the disk again when the editor lets go of them', async () => {
    const files = { 'a.tsk': '@include "sub/b.tsk"\ny = $x\n', 'sub/b.tsk': '$x = 1\n' };
    await withServer({ files }, async (server) => {
      await server.edit('sub/b.tsk', [{ text: '$z = 1\n' }]);
      await server.edit('a.tsk', [{ text: '@include "sub/b.tsk"\ny = $x + 1\n' }]);
      expect(await codes(server, 'a.tsk')).toEqual(['TSK3001']);
      await server.closeFile('sub/b.tsk');
      await expect.poll(() => codes(server, 'a.tsk')).toEqual([]);
    });
  });

  it('may be included from places that are not listed, but not from outside', async () => {
    const outside = 'file:///secret/passwords.tsk';
    const files = {
      '.gitignore': 'generated/\n',
      'generated/b.tsk': '$x = 1\n',
      'a.tsk': '@include "generated/b.tsk"\n@include "../secret/passwords.tsk"\ny = $x\n',
      [outside]: '$password = "hunter2"\n',
    };
    await withServer({ files, open: ['a.tsk'] }, async (server) => {
      expect(await codes(server, 'a.tsk')).toEqual(['TSK3022']);
      expect(server.disk.read).toContain(server.uri('generated/b.tsk'));
      expect(server.disk.read).not.toContain(outside);
    });
  });

  it('are passed over where git or the project ignores them', async () => {
    const files = {
      '.gitignore': '/out/\n',
      'tsk.json': '{ "ignore": ["old/**"] }',
      'out/a.tsk': 'x = $nothing\n',
      'old/a.tsk': 'x = $nothing\n',
      'node_modules/m/a.tsk': 'x = $nothing\n',
      'a.tsk': 'x = 1\n',
    };
    await withServer({ files, open: ['a.tsk'] }, async (server) => {
      const check = await server.client.sendRequest('tsk/checkWorkspace');
      expect(check).toMatchObject({ configurations: 1, files: 1, errors: 0 });
    });
  });

  it('of several folders are apart', async () => {
    const files = {
      'file:///one/a.tsk': '[service]\nname = "a"\n',
      'file:///two/a.tsk': '[service]\nname = "b"\n@include "../../one/a.tsk"\n',
    };
    const folders = ['file:///one', 'file:///two'];
    await withServer({ files, folders }, async (server) => {
      expect(await codes(server, 'file:///one/a.tsk')).toEqual([]);
      expect(await codes(server, 'file:///two/a.tsk')).toEqual(['TSK3022']);
      const event = { added: [], removed: [{ uri: 'file:///one', name: 'one' }] };
      await server.client.sendNotification('workspace/didChangeWorkspaceFolders', { event });
      await server.edit('file:///two/a.tsk', [{ text: 'x = $nothing\n' }]);
      expect(await codes(server, 'file:///two/a.tsk')).toEqual(['TSK3001']);
    });
  });

  it('that have no place yet are configurations of their own', async () => {
    const files = { 'untitled:Untitled-1': '[service]\nname = 5 / 0\n', 'a.tsk': '[service]\nname = "a"\n' };
    await withServer({ files }, async (server) => {
      expect(await codes(server, 'untitled:Untitled-1')).toEqual(['TSK3005']);
      expect(await codes(server, 'a.tsk')).toEqual([]);
    });
  });

  it('are in no folder at all where an editor opens a single file', async () => {
    const files = { 'file:///home/a.tsk': '@include "b.tsk"\ny = $x\n', 'file:///home/b.tsk': '$x = 1\n' };
    await withServer({ files, open: ['file:///home/a.tsk'], folders: [] }, async (server) => {
      expect(await codes(server, 'file:///home/a.tsk')).toEqual([]);
    });
  });
});

describe('a tsk.json', () => {
  const files = { 'tsk.json': '{ "rules": { "TSK5002": "warning" } }', 'a.tsk': 'x = 1\n', 'b.tsk': 'x = 1\n' };

  it('decides how findings are reported, and its changes count at once', async () => {
    await withServer({ files }, async (server) => {
      expect(await server.diagnostics('b.tsk')).toMatchObject([{ code: 'TSK5002', severity: 2 }]);
      await server.write('tsk.json', '{ "rules": { "TSK5002": "info" } }');
      await expect.poll(() => server.diagnostics('b.tsk')).toMatchObject([{ code: 'TSK5002', severity: 3 }]);
    });
  });

  it('has findings of its own', async () => {
    await withServer({ files: { ...files, 'tsk.json': '{ "rule": {} }' }, open: ['a.tsk'] }, async (server) => {
      expect(await server.diagnostics('tsk.json')).toMatchObject([{ range: { start: { line: 0, character: 2 } } }]);
    });
  });
});

describe('a schema of the user', () => {
  const schema = '{ "properties": { "mine": { "properties": { "count": { "type": "integer" } } } } }';

  it('is loaded where a file names it, and again when it changes', async () => {
    const files = { 'mine.schema.json': schema, 'a.tsk': '#:schema mine.schema.json\n[mine]\ncount = "many"\n' };
    await withServer({ files, open: ['a.tsk'] }, async (server) => {
      expect(await server.diagnostics('a.tsk')).toHaveLength(1);
      await server.write('mine.schema.json', schema.replace('integer', 'string'));
      await expect.poll(() => server.diagnostics('a.tsk')).toEqual([]);
    });
  });

  it('that is not there is a finding', async () => {
    await withServer({ files: { 'a.tsk': '#:schema mine.schema.json\nx = 1\n' } }, async (server) => {
      expect((await server.diagnostics('a.tsk'))[0]?.message).toContain('mine.schema.json');
    });
  });
});
