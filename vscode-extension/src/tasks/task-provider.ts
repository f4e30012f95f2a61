import * as vscode from 'vscode';
import { type RunParts, type TskTask, taskOf } from './make-task.ts';

/** More folders than these are not offered one by one: `tasks.json` can name any. */
const maxFolders = 20;
const maxFiles = 1_000;

/** Offers to check a workspace folder, and to compile and run each folder of it that has `.tsk` files; fills in what `tasks.json` defines. */
export function taskProvider(parts: RunParts): vscode.TaskProvider {
  return {
    provideTasks: async () => {
      const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
      const tasks = await Promise.all(
        folders.map(async (folder) => {
          const offered = offer(await listConfigurations(folder)).filter(isAllowed);
          return offered.map((task) => taskOf(parts, folder, task));
        }),
      );
      return tasks.flat();
    },
    resolveTask: ({ definition, scope }) => {
      if (!isTskTask(definition) || !isAllowed(definition)) return undefined;
      const folder = typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0];
      if (folder === undefined || folder.uri.scheme !== 'file') return undefined;
      return taskOf(parts, folder, definition);
    },
  };
}

function offer(configurations: readonly string[]): readonly TskTask[] {
  if (configurations.length === 0) return [];
  return [
    { type: 'tsk', command: 'check' },
    ...configurations.flatMap((path): readonly TskTask[] => {
      const start = path === '' ? '' : `${path}/`;
      const files = [`${start}*.tsk`];
      return [
        { type: 'tsk', command: 'build', files, output: `${start}plan.json` },
        { type: 'tsk', command: 'run', files },
      ];
    }),
  ];
}

/** The folders that have `.tsk` files, relative to the workspace folder; the files of each are one configuration. */
async function listConfigurations(folder: vscode.WorkspaceFolder): Promise<readonly string[]> {
  const pattern = new vscode.RelativePattern(folder, '**/*.tsk');
  const files = await vscode.workspace.findFiles(pattern, '**/node_modules/**', maxFiles);
  const root = `${folder.uri.path.replace(/\/$/, '')}/`;
  const paths = files.map(({ path }) => path.slice(root.length).split('/').slice(0, -1).join('/'));
  return [...new Set(paths)].sort().slice(0, maxFolders);
}

/** What a configuration names is not run for a workspace that is not trusted. */
function isAllowed({ command }: TskTask): boolean {
  return command !== 'run' || vscode.workspace.isTrusted;
}

function isTskTask(definition: vscode.TaskDefinition): definition is TskTask {
  return ['check', 'build', 'run'].includes(definition['command']);
}
