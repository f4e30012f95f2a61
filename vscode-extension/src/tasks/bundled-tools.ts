import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import * as vscode from 'vscode';
import type { RunningTool, ToolName, ToolOutcome, ToolProcess, Tools } from '../platform.ts';

/**
 * The commands that are bundled with the extension, run by the Node of VS Code, or by the one that the setting `tsk.runtime.node` names.
 * They need no network and nothing that is installed.
 */
export function bundledTools(context: vscode.ExtensionContext): Tools {
  const describe = (tool: ToolName, args: readonly string[]): ToolProcess => {
    const node = vscode.workspace.getConfiguration('tsk').get('runtime.node', '').trim();
    return {
      command: node === '' ? process.execPath : node,
      args: [context.asAbsolutePath(join('dist', `${tool}.mjs`)), ...args],
      // VS Code's own executable is a Node only where it is told so.
      env: node === '' ? { ELECTRON_RUN_AS_NODE: '1' } : {},
    };
  };
  return {
    describe,
    start: (tool, args, folder, write) => startTool(describe(tool, args), folder, write),
    compileTexts: (files, roots) => compileTexts(describe, files, roots),
  };
}

function startTool({ command, args, env }: ToolProcess, folder: string, write: (text: string) => void): RunningTool {
  const child = spawn(command, [...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', write);
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once('error', (error) => {
    write(`${error.message}\n`);
    resolve(2);
  });
  child.once('close', (code) => resolve(code ?? 1));
  return { ended: promise, stop: () => child.kill('SIGTERM') };
}

async function compileTexts(
  describe: Tools['describe'],
  files: ReadonlyMap<string, string>,
  roots: readonly string[],
): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'tsk-vscode-'));
  try {
    const names = [...files].map(([path, text]) => ({ path: join(folder, path), text }));
    // A name that leads out of the folder is not written.
    if (names.some(({ path }) => relative(folder, path).startsWith('..'))) return undefined;
    for (const { path, text } of names) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
    const args = ['build', ...roots, '--root', '.'];
    const { code, stdout } = await runTool(describe('tsk-compile', args), folder);
    return code === 0 ? stdout : undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runTool({ command, args, env }: ToolProcess, folder: string): Promise<ToolOutcome> {
  const child = spawn(command, [...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const { promise, resolve } = Promise.withResolvers<ToolOutcome>();
  child.once('error', (error) => resolve({ code: 2, stdout, stderr: error.message }));
  child.once('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  return promise;
}
