import {
  type ClientCapabilities,
  ErrorCodes,
  ExecuteCommandRequest,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { checkWorkspace } from '../answers/check-workspace.ts';
import { fixAllEdits } from '../answers/fix-all.ts';
import { makeExplanation } from '../answers/make-explanation.ts';
import { makePlan } from '../answers/make-plan.ts';
import { makePreview } from '../answers/make-preview.ts';
import { isRecord, refuseParams } from '../answers/refuse-params.ts';
import { answer, type Feature, type RequestContext } from '../feature.ts';
import { commandsOf } from '../wire/client-commands.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** Runs a command: its arguments are whatever a client sent. */
type RunCommand = (given: readonly unknown[], context: RequestContext) => unknown;

const commands: Readonly<Record<string, RunCommand>> = {
  'tsk.preview': ([uri, options], context) =>
    makePreview({ ...(isRecord(options) ? options : {}), uri: knownUri('tsk.preview', uri, context) }, context),
  'tsk.plan': ([uri], context) => makePlan(context.workspace, knownUri('tsk.plan', uri, context)),
  'tsk.explain': ([topic], { workspace }) => {
    if (typeof topic === 'string') return makeExplanation({ topic }, workspace);
    return refuseParams('tsk.explain takes what is to be explained: a code, a setting or an operator.');
  },
  'tsk.checkWorkspace': (_given, context) => checkWorkspace(context),
  'tsk.fixAll': ([uri], context) => fixAll(findDocument('tsk.fixAll', uri, context), context),
};

/** The commands that the server runs itself. Those that a client says it has are left to the client. */
export const executeCommand: Feature = {
  name: 'execute command',
  capabilities: (client: ClientCapabilities) => {
    const own = commandsOf(client);
    return { executeCommandProvider: { commands: Object.keys(commands).filter((name) => !own.has(name)) } };
  },
  requests: [
    answer(ExecuteCommandRequest.type, null, async ({ command, arguments: given = [] }, context) => {
      const run = commands[command];
      if (run !== undefined) return (await run(given, context)) ?? null;
      const names = Object.keys(commands).join(', ');
      throw new ResponseError(ErrorCodes.InvalidParams, `There is no command '${command}'; there are ${names}.`);
    }),
  ],
};

async function fixAll(document: SourceDocument, { workspace, connection, client }: RequestContext): Promise<boolean> {
  if (client.workspace?.applyEdit === false) {
    throw new ResponseError(LSPErrorCodes.RequestFailed, 'tsk.fixAll needs an editor that applies edits.');
  }
  const edits = fixAllEdits(workspace, document).map(({ span, newText }) => ({
    range: document.rangeOf(span),
    newText,
  }));
  if (edits.length === 0) return false;
  const textDocument = { uri: document.uri, version: document.version ?? null };
  const label = 'Fix all';
  const knowsVersions = client.workspace?.workspaceEdit?.documentChanges === true;
  const edit = knowsVersions ? { documentChanges: [{ textDocument, edits }] } : { changes: { [document.uri]: edits } };
  const { applied } = await connection.workspace.applyEdit({ label, edit });
  return applied;
}

function knownUri(command: string, uri: unknown, context: RequestContext): string {
  return findDocument(command, uri, context).uri;
}

function findDocument(command: string, uri: unknown, { workspace }: RequestContext): SourceDocument {
  if (typeof uri !== 'string') return refuseParams(`${command} takes the URI of a document.`);
  const document = workspace.findDocument(uri);
  return document ?? refuseParams(`${command}: '${uri}' is neither open nor a file of the workspace.`);
}
