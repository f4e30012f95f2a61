import * as vscode from 'vscode';

/** Runs a task and resolves with its exit code; undefined where it ended without one. */
export async function runToEnd(task: vscode.Task): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  let execution: vscode.TaskExecution | undefined;
  const listeners = [
    vscode.tasks.onDidEndTaskProcess((event) => {
      if (event.execution === execution) resolve(event.exitCode);
    }),
    // A process that could not even start ends the task alone; its exit code, where there is one, comes first.
    vscode.tasks.onDidEndTask((event) => {
      if (event.execution === execution) setTimeout(() => resolve(undefined), 1_000);
    }),
  ];
  try {
    execution = await vscode.tasks.executeTask(task);
    return await promise;
  } finally {
    for (const listener of listeners) listener.dispose();
  }
}
