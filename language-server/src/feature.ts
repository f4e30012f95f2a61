import type {
  CancellationToken,
  ClientCapabilities,
  Connection,
  ProtocolRequestType,
  ServerCapabilities,
} from 'vscode-languageserver';
import type { ServerSettings } from './settings/server-settings.ts';
import type { Workspace } from './workspace/workspace.ts';

/** What a handler may use. It belongs to one request; the workspace in it is as of that request. */
export interface RequestContext {
  readonly workspace: Workspace;
  readonly client: ClientCapabilities;
  readonly token: CancellationToken;
  readonly settings: ServerSettings;
  /** To ask the client: edits to apply, messages to show, files to open. Features never listen on it. */
  readonly connection: Connection;
  /** Lets other messages be handled in the middle of long work. */
  readonly pause: () => Promise<void>;
  /** Loads the files that the configurations of a document include; that of the request's own document are loaded before it is answered. */
  readonly load: (uri: string) => Promise<void>;
}

/** The answer to one kind of request. `answer` may throw: then the failure is logged and `empty` is answered. */
export interface RequestHandler {
  readonly type: { readonly method: string };
  readonly empty: unknown;
  readonly answer: (params: unknown, context: RequestContext) => unknown;
}

/** One thing that the server does for an editor: what it announces, and how it answers. One per file in `features/`. */
export interface Feature {
  readonly name: string;
  /** What to announce to a client with these capabilities. */
  readonly capabilities: (client: ClientCapabilities) => ServerCapabilities;
  readonly requests: readonly RequestHandler[];
}

/** Ties an answer to the type of its request, so that parameters and result are those of the protocol. */
export function answer<Params, Result, Partial, Failure, Registration>(
  type: ProtocolRequestType<Params, Result, Partial, Failure, Registration>,
  empty: NoInfer<Result>,
  respond: (params: NoInfer<Params>, context: RequestContext) => NoInfer<Result> | Promise<NoInfer<Result>>,
): RequestHandler {
  return { type, empty, answer: (params, context) => respond(params as Params, context) };
}
