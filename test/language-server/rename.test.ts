import { describe, expect, it } from 'vitest';
import { PrepareRenameRequest, RenameRequest, WillRenameFilesRequest } from 'vscode-languageserver';
import { rename } from '../../language-server/src/features/rename.ts';
import { willRenameFiles } from '../../language-server/src/features/will-rename-files.ts';
import { applyAll, askAt, marker, show, withServer } from './ask.ts';

type Files = Readonly<Record<string, string>>;

function renameTo(files: Files, newName: string): Promise<Files> {
  return withServer({ files, features: [rename] }, async (server) =>
    applyAll(server, await server.request(RenameRequest.type, { ...marker(server, files), newName })),
  );
}

describe('rename', () => {
  const rows: readonly (readonly [what: string, files: Files, name: string, after: Files])[] = [
    [
      'a variable',
      { 'a.tsk': '$a = 1\nk = $<|>a + 1\nl = "x${a}"' },
      'port',
      { 'a.tsk': '$port = 1\nk = $port + 1\nl = "x${port}"' },
    ],
    ['a variable by a name with its sign', { 'a.tsk': '$a = 1\nk = $<|>a' }, '$b', { 'a.tsk': '$b = 1\nk = $b' }],
    [
      'a variable in all files',
      { 'a.tsk': '@include "b.tsk"\nk = $z<|>', 'b.tsk': '$z = 1\ny = $z' },
      'zone',
      { 'a.tsk': '@include "b.tsk"\nk = $zone', 'b.tsk': '$zone = 1\ny = $zone' },
    ],
    [
      'a table',
      { 'a.tsk': '[data<|>base]\nhost = "x"\n[database.pool]\nsize = 1\n[x]\ny = $database.host' },
      'db',
      { 'a.tsk': '[db]\nhost = "x"\n[db.pool]\nsize = 1\n[x]\ny = $db.host' },
    ],
    [
      'a table in all files of a folder',
      { 'a.tsk': '[data<|>base]\nhost = "x"\n', 'b.tsk': '[database.pool]\nsize = 1\n' },
      'db',
      { 'a.tsk': '[db]\nhost = "x"\n', 'b.tsk': '[db.pool]\nsize = 1\n' },
    ],
    [
      'a key, with the rules about it',
      { 'a.tsk': '[s]\nhost<|> = "x"\n@validate.required("host")\n[t]\ny = $s.host' },
      'address',
      { 'a.tsk': '[s]\naddress = "x"\n@validate.required("address")\n[t]\ny = $s.address' },
    ],
    [
      'an instance',
      { 'a.tsk': '[load_balancing.instances]\napp<|>-1 { host = "x", port = 1 }' },
      'app-2',
      { 'a.tsk': '[load_balancing.instances]\napp-2 { host = "x", port = 1 }' },
    ],
    [
      'a key in quotes',
      { 'a.tsk': '[s]\n"a<|> b" = 1\n[t]\ny = $s["a b"]' },
      'c d',
      { 'a.tsk': '[s]\n"c d" = 1\n[t]\ny = $s["c d"]' },
    ],
    ['a key by a name that needs quotes', { 'a.tsk': '[s]\na<|> = 1' }, 'a b', { 'a.tsk': '[s]\n"a b" = 1' }],
    [
      'a variable in broken text',
      { 'a.tsk': '$a = 1\n[s\nx = = \nk = $a<|>' },
      'b',
      { 'a.tsk': '$b = 1\n[s\nx = = \nk = $b' },
    ],
  ];
  it.each(rows)('%s', async (_what, files, name, after) => {
    expect(await renameTo(files, name)).toEqual(after);
  });

  const refusals: readonly (readonly [what: string, files: Files, name: string, reason: RegExp])[] = [
    ['a setting', { 'a.tsk': '[service]\nna<|>me = "x"' }, 'title', /`service\.name` is a setting/],
    ['what is no name', { 'a.tsk': 'k = 1<|>2' }, 'x', /no name here/],
    ['by what is no name', { 'a.tsk': '$a<|> = 1' }, '1 2', /`1 2` is not a name/],
    ['by the name of a neighbour', { 'a.tsk': '[s]\na<|> = 1\nb = 2' }, 'b', /a `b` in the same table already/],
    [
      'by a name that would be taken for another',
      { 'a.tsk': '$a = 1\n[s]\nb = 2\nk = $a<|>' },
      'b',
      /`b` would change what/,
    ],
    [
      'by a name that takes the place of another',
      { 'a.tsk': '$b = 1\n[s]\n$a<|> = 2\nk = $b' },
      'b',
      /`b` would change what `b` in line 4/,
    ],
  ];
  it.each(refusals)('refuses %s', async (_what, files, name, reason) => {
    await expect(renameTo(files, name)).rejects.toThrow(reason);
  });

  it('prepares with the range of the name', async () => {
    const found = await askAt(rename, PrepareRenameRequest.type, { 'a.tsk': '$abc = 1\nk = <|>$abc' });
    if (found === null || !('range' in found)) throw new Error('not prepared');
    expect([show(found.range), found.placeholder]).toEqual(['1:5-8', 'abc']);
    await expect(askAt(rename, PrepareRenameRequest.type, { 'a.tsk': '[ser<|>vice]' })).rejects.toThrow(/is a setting/);
  });
});

describe('renaming files', () => {
  const rows: readonly (readonly [what: string, files: Files, from: string, to: string, after: Files])[] = [
    [
      'an included file',
      { 'a.tsk': '@include "b.tsk"', 'b.tsk': '' },
      'b.tsk',
      'c.tsk',
      { 'a.tsk': '@include "c.tsk"' },
    ],
    [
      'a file with its quotes and its dot',
      { 'a.tsk': "@include './b.tsk'", 'b.tsk': '' },
      'b.tsk',
      'sub/c.tsk',
      { 'a.tsk': "@include './sub/c.tsk'" },
    ],
    [
      'a file that includes',
      { 'a.tsk': '@include "b.tsk"', 'b.tsk': '' },
      'a.tsk',
      'sub/a.tsk',
      { 'a.tsk': '@include "../b.tsk"' },
    ],
    [
      'a folder',
      { 'a.tsk': '@include "x/b.tsk"', 'x/b.tsk': '@include "c.tsk"', 'x/c.tsk': '' },
      'x',
      'y',
      { 'a.tsk': '@include "y/b.tsk"' },
    ],
    ['a file that nobody includes', { 'a.tsk': '@include "b.tsk"', 'b.tsk': '', 'c.tsk': '' }, 'c.tsk', 'd.tsk', {}],
  ];
  it.each(rows)('mends the includes of %s', async (_what, files, from, to, after) => {
    const found = await withServer({ files, features: [willRenameFiles] }, async (server) =>
      applyAll(
        server,
        await server.request(WillRenameFilesRequest.type, {
          files: [{ oldUri: server.uri(from), newUri: server.uri(to) }],
        }),
      ),
    );
    expect(found).toEqual(after);
  });
});
