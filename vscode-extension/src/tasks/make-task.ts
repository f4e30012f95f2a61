import * as vscode from 'vscode';
import type { Tools } from '../platform.ts';
import { RunTerminal } from './run-terminal.ts';
import type { Runs } from './runs.ts';

/** What a task of the type `tsk` says, as the manifest defines it. */
export interface TskTask extends vscode.TaskDefinition {
  readonly type: 'tsk';
  readonly command: 'check' | 'build' | 'run';
  readonly files?: readonly string[];
  readonly output?: string;
  readonly args?: readonly string[];
}

/** What a task that runs a configuration needs. */
export interface RunParts {
  readonly tools: Tools;
  readonly runs: Runs;
  readonly extension: vscode.ExtensionContext;
}

const source = 'tsk';

/** The files of a folder, without those below it: they are one configuration. */
const ownFiles = '*.tsk';

/** Reports what is wrong, one line for each finding, which the problem matcher reads. */
function checkTask(tools: Tools, folder: vscode.WorkspaceFolder, definition: TskTask): vscode.Task {
  const { files = ['.'], args = [] } = definition;
  const line = ['check', '--format', 'text', ...args, ...files];
  return toolTask(tools, { definition, scope: folder, name: nameOf(definition), line, folder: folder.uri });
}

/** Compiles the configuration of a folder to a file in it. */
export function buildTask(tools: Tools, folder: vscode.Uri, output: string): vscode.Task {
  const definition: TskTask = { type: 'tsk', command: 'build', files: [ownFiles], output };
  const scope = vscode.workspace.getWorkspaceFolder(folder) ?? vscode.TaskScope.Workspace;
  const line = ['build', ownFiles, '-o', output, ...rootOf(folder)];
  return toolTask(tools, { definition, scope, name: nameOf(definition), line, folder });
}

/** The task that a definition in `tasks.json` stands for. */
export function taskOf(parts: RunParts, folder: vscode.WorkspaceFolder, definition: TskTask): vscode.Task {
  const { command, files = [ownFiles], output = 'plan.json', args = [] } = definition;
  const { tools } = parts;
  switch (command) {
    case 'check':
      return checkTask(tools, folder, definition);
    case 'build': {
      const line = ['build', ...args, ...files, '-o', output];
      return toolTask(tools, { definition, scope: folder, name: nameOf(definition), line, folder: folder.uri });
    }
    case 'run':
      return runTask(parts, folder.uri, definition);
  }
}

/** Compiles a configuration, and runs it until the terminal is closed. */
export function runTask(
  { tools, runs, extension }: RunParts,
  folder: vscode.Uri,
  definition: TskTask = { type: 'tsk', command: 'run', files: [ownFiles] },
): vscode.Task {
  const { files = [ownFiles], args = [] } = definition;
  const execution = new vscode.CustomExecution(async () => {
    const given = vscode.workspace.getConfiguration('tsk', folder).get<readonly string[]>('runtime.arguments', []);
    const scratch = vscode.Uri.joinPath(extension.globalStorageUri, 'plans', `${Date.now()}.json`);
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(scratch, '..'));
    const compile = [...files, ...rootOf(folder)];
    return new RunTerminal({ tools, runs }, { folder, compile, plan: scratch, args: [...given, ...args] });
  });
  const scope = vscode.workspace.getWorkspaceFolder(folder) ?? vscode.TaskScope.Workspace;
  const task = new vscode.Task(definition, scope, nameOf(definition), source, execution);
  task.isBackground = true;
  return task;
}

interface ToolTask {
  readonly definition: TskTask;
  readonly scope: vscode.WorkspaceFolder | vscode.TaskScope.Workspace;
  readonly name: string;
  readonly line: readonly string[];
  readonly folder: vscode.Uri;
}

function toolTask(tools: Tools, { definition, scope, name, line, folder }: ToolTask): vscode.Task {
  const { command, args, env } = tools.describe('tsk-compile', line);
  const execution = new vscode.ProcessExecution(command, [...args], { cwd: folder.fsPath, env: { ...env } });
  const task = new vscode.Task(definition, scope, name, source, execution, '$tsk');
  task.group = definition.command === 'build' ? vscode.TaskGroup.Build : vscode.TaskGroup.Test;
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent, clear: true };
  return task;
}

/** Includes may lead to all of the workspace folder, as they do in the editor. */
function rootOf(folder: vscode.Uri): readonly string[] {
  const root = vscode.workspace.getWorkspaceFolder(folder);
  return root === undefined ? [] : ['--root', root.uri.fsPath];
}

function nameOf({ command, files = [] }: TskTask): string {
  const shown = files.filter((file) => file !== ownFiles).map((file) => file.replace(/\/\*\.tsk$/, ''));
  return [command, ...shown].join(' ');
}
