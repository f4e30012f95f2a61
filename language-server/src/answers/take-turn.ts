import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { RequestContext } from '../feature.ts';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The number of the latest request of each kind for each document. */
const latest = new WeakMap<Workspace, Map<string, number>>();

/**
 * Gives the document of a request whose work is long, once what was sent meanwhile is handled. Undefined for a document that is not
 * known; throws ContentModified where a later text or a later request of the same kind has made this one void.
 */
export async function takeTurn(
  kind: string,
  { uri, version }: { readonly uri: string; readonly version?: number },
  { workspace, token, pause }: RequestContext,
): Promise<SourceDocument | undefined> {
  const turns = latest.get(workspace) ?? new Map<string, number>();
  latest.set(workspace, turns);
  const key = `${kind} ${uri}`;
  const turn = (turns.get(key) ?? 0) + 1;
  turns.set(key, turn);
  await pause();
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
  const document = workspace.findDocument(uri);
  if (document === undefined) return undefined;
  const isOld = version !== undefined && version !== (document.version ?? null);
  if (isOld || turns.get(key) !== turn) {
    throw new ResponseError(LSPErrorCodes.ContentModified, 'A later text or request replaces this preview.');
  }
  return document;
}
