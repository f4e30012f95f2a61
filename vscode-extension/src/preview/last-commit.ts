import * as vscode from 'vscode';

/** What is used of the API of VS Code's own Git extension, version 1 (extensions/git/src/api/git.d.ts). */
interface GitExtension {
  getAPI(version: 1): { getRepository(uri: vscode.Uri): GitRepository | null };
}

interface GitRepository {
  readonly state: { readonly HEAD: { readonly commit?: string } | undefined };
  show(ref: string, path: string): Promise<string>;
}

/** The texts of the last commit, or why there are none, as a whole sentence. */
export type LastCommit =
  | { readonly ok: true; readonly commit: string; readonly files: Readonly<Record<string, string | null>> }
  | { readonly ok: false; readonly message: string };

/** More files than this are not looked at: a configuration has a few. */
const MOST_FILES = 200;

/** The `.tsk` files beside and below a document as the last commit has them, by URI; null for those that it has not. */
export async function readLastCommit(document: vscode.Uri): Promise<LastCommit> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return { ok: false, message: 'There is no Git in this VS Code to compare with.' };
  const git = (extension.isActive ? extension.exports : await extension.activate()).getAPI(1);
  const repository = git.getRepository(document);
  const commit = repository?.state.HEAD?.commit;
  if (repository === null || commit === undefined) {
    return { ok: false, message: 'There is no commit to compare with: the file is in no Git repository that has one.' };
  }
  const folder = new vscode.RelativePattern(vscode.Uri.joinPath(document, '..'), '**/*.tsk');
  const found = await vscode.workspace.findFiles(folder, undefined, MOST_FILES);
  const uris = new Map([document, ...found].map((uri) => [uri.toString(), uri]));
  const entries = await Promise.all(
    [...uris].map(async ([key, uri]): Promise<[string, string | null]> => [key, await show(repository, uri)]),
  );
  return { ok: true, commit, files: Object.fromEntries(entries) };
}

/** Git says by an error that a commit has no such file. */
async function show(repository: GitRepository, uri: vscode.Uri): Promise<string | null> {
  try {
    return await repository.show('HEAD', uri.fsPath);
  } catch {
    return null;
  }
}
