import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const entry = fileURLToPath(new URL('../../language-server/src/node/main.ts', import.meta.url));

function start(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--conditions=@tsk/source', entry, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function outputOf(...args: readonly string[]): Promise<{ readonly text: string; readonly code: number | null }> {
  const child = start(...args);
  let text = '';
  child.stdout?.on('data', (part: Buffer) => {
    text += part.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { text, code };
}

/** A conversation with a server process. */
interface Talk {
  readonly child: ChildProcess;
  readonly client: ProtocolConnection;
  readonly exited: Promise<number | null>;
  readonly findings: (uri: string) => Promise<readonly unknown[]>;
}

async function talk(folder: string): Promise<Talk> {
  const child = start('--stdio');
  if (child.stdout === null || child.stdin === null) throw new Error('no streams');
  const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const published = new Map<string, readonly unknown[]>();
  client.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    published.set(
      uri,
      diagnostics.map(({ code }) => code),
    );
  });
  client.listen();
  const uri = pathToFileURL(folder).href;
  const workspaceFolders = [{ uri, name: 'project' }];
  await client.sendRequest('initialize', { processId: process.pid, rootUri: uri, capabilities: {}, workspaceFolders });
  await client.sendNotification('initialized', {});
  const findings = async (of: string): Promise<readonly unknown[]> => {
    await expect.poll(() => published.has(of), { timeout: 10_000 }).toBe(true);
    return published.get(of) ?? [];
  };
  return { child, client, exited, findings };
}

describe('the server as a process', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'tsk-server-')));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('opens, finds, formats, shuts down and ends with 0', async () => {
    await writeFile(join(folder, 'closed.tsk'), 'x = $nothing\n');
    const { client, exited, findings } = await talk(folder);
    const uri = pathToFileURL(join(folder, 'a.tsk')).href;
    const textDocument = { uri, languageId: 'tsk', version: 1, text: 'y=1 / 0\n' };
    await client.sendNotification('textDocument/didOpen', { textDocument });
    expect(await findings(uri)).toEqual(['TSK3005']);
    expect(await findings(pathToFileURL(join(folder, 'closed.tsk')).href)).toEqual(['TSK3001']);
    const options = { tabSize: 4, insertSpaces: true };
    const edits = await client.sendRequest('textDocument/formatting', { textDocument: { uri }, options });
    expect(edits).toHaveLength(2);
    await client.sendRequest('shutdown');
    await client.sendNotification('exit');
    expect(await exited).toBe(0);
  });

  it('does not follow a link out of the workspace, nor a path', async () => {
    await mkdir(join(folder, 'in'));
    await mkdir(join(folder, 'out'));
    await writeFile(join(folder, 'out', 'secret.tsk'), '$secret = 1\n');
    await symlink(join(folder, 'out', 'secret.tsk'), join(folder, 'in', 'link.tsk'));
    await symlink(join(folder, 'out'), join(folder, 'in', 'folder'));
    const { client, exited, findings } = await talk(join(folder, 'in'));
    const uri = pathToFileURL(join(folder, 'in', 'a.tsk')).href;
    const text = '@include "link.tsk"\n@include "folder/secret.tsk"\n@include "../out/secret.tsk"\nx = $secret\n';
    await client.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'tsk', version: 1, text },
    });
    expect(await findings(uri)).toEqual(['TSK3020', 'TSK3020', 'TSK3022', 'TSK3001']);
    await client.sendRequest('shutdown');
    await client.sendNotification('exit');
    await exited;
  });

  it('ends with 1 when it was not asked to shut down', async () => {
    const { client, exited } = await talk(folder);
    await client.sendNotification('exit');
    expect(await exited).toBe(1);
  });

  it.each([
    ['--version', /^\d+\.\d+\.\d+\n$/],
    ['--help', /--stdio .*over standard input/],
  ])('prints what %s asks for', async (arg, expected) => {
    const { text, code } = await outputOf(arg);
    expect(text).toMatch(expected);
    expect(code).toBe(0);
  });
});
