import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { RequestContext, RequestHandler } from '../feature.ts';
import type { LiveWorkspace } from '../workspace/live-workspace.ts';
import type { FailureLog } from './failure-log.ts';

/** What every request of a server has in common. */
export interface RequestRunner {
  readonly workspace: LiveWorkspace;
  /** Settles when the files of the workspace are known. */
  readonly ready: () => Promise<void>;
  readonly makeContext: (token: CancellationToken) => RequestContext;
  readonly logFailure: FailureLog;
}

/**
 * Answers a request: when the files that it may need are loaded, unless it was cancelled meanwhile, or the text that it speaks of
 * was edited. A failure is logged and answered with what is empty. What a feature refuses with a `ResponseError` is passed on.
 */
export async function runRequest(
  runner: RequestRunner,
  handler: RequestHandler,
  params: unknown,
  token: CancellationToken,
): Promise<unknown> {
  const { workspace, logFailure } = runner;
  const uri = uriOfParams(params);
  const version = uri === undefined ? undefined : workspace.findDocument(uri)?.version;
  const stop = (): ResponseError | undefined => {
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
    const isStale = version !== undefined && uri !== undefined && workspace.findDocument(uri)?.version !== version;
    return isStale ? new ResponseError(LSPErrorCodes.ContentModified, 'The text was edited meanwhile.') : undefined;
  };
  try {
    await runner.ready();
    if (uri !== undefined) await loadIncludes(workspace, uri, token);
    const before = stop();
    if (before !== undefined) return before;
    const answered = await handler.answer(params, runner.makeContext(token));
    return stop() ?? answered;
  } catch (failure) {
    if (failure instanceof ResponseError) return failure;
    logFailure(handler.type.method, failure);
    return handler.empty;
  }
}

/** Loads what the configuration of a document includes, and what that includes in turn. */
export async function loadIncludes(workspace: LiveWorkspace, uri: string, token?: CancellationToken): Promise<void> {
  while (token?.isCancellationRequested !== true) {
    const document = workspace.findDocument(uri);
    if (document === undefined) return;
    const owners = workspace.ownersOf(document).filter((owner) => workspace.lacks(owner));
    if (owners.length === 0) return;
    for (const owner of owners) await workspace.loadMissing(owner);
  }
}

/** The document that a request is about, where it is about one. */
function uriOfParams(params: unknown): string | undefined {
  if (!isRecord(params)) return undefined;
  const document = params['textDocument'];
  const uri = isRecord(document) ? document['uri'] : params['uri'];
  return typeof uri === 'string' ? uri : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
