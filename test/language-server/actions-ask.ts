import {
  type CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  CodeActionResolveRequest,
  type CreateFile,
} from 'vscode-languageserver';
import { codeAction } from '../../language-server/src/features/code-action.ts';
import { applyAll, withServer } from './ask.ts';
import type { ServerSetup, TestServer } from './harness.ts';

/** A client that takes code actions, and has their edits worked out later. */
export const actionClient: NonNullable<ServerSetup['capabilities']> = {
  textDocument: {
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      dataSupport: true,
      disabledSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
};

/** The actions at a marker of a file; from the first to the second one where it has two. */
export async function listActions(
  server: TestServer,
  name: string,
  context: Partial<CodeActionContext> = {},
): Promise<readonly CodeAction[]> {
  const [start, end = start] = server.positions(name);
  if (start === undefined || end === undefined) throw new Error(`${name} has no marker`);
  const textDocument = { uri: server.uri(name) };
  const found = await server.request(CodeActionRequest.type, {
    textDocument,
    range: { start, end },
    context: { diagnostics: [], ...context },
  });
  return (found ?? []).filter((one): one is CodeAction => !('command' in one) || typeof one.command !== 'string');
}

/** The files after an action, by name: those that it changes or makes. */
async function perform(server: TestServer, action: CodeAction): Promise<Readonly<Record<string, string>>> {
  const { edit } = action.edit === undefined ? await server.request(CodeActionResolveRequest.type, action) : action;
  const made = (edit?.documentChanges ?? []).filter((one): one is CreateFile => 'kind' in one && one.kind === 'create');
  if (made.some(({ uri }) => server.disk.texts.has(uri))) throw new Error('a file would be overwritten');
  return applyAll(server, edit ?? null);
}

/** The files after the action of that title at the marker of `a.tsk`. */
export function afterAction(
  title: string,
  files: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  return withServer({ files, features: [codeAction], capabilities: actionClient }, async (server) => {
    const actions = await listActions(server, 'a.tsk');
    const action = actions.find((one) => one.title === title);
    if (action === undefined) throw new Error(`no '${title}' among:\n${actions.map((one) => one.title).join('\n')}`);
    return await perform(server, action);
  });
}

/** The titles of the actions at the marker of `a.tsk`, with the reasons of those that cannot be done. */
export function titlesAt(
  files: Readonly<Record<string, string>>,
  context: Partial<CodeActionContext> = {},
  capabilities: ServerSetup['capabilities'] = actionClient,
): Promise<readonly string[]> {
  return withServer({ files, features: [codeAction], capabilities }, async (server) =>
    (await listActions(server, 'a.tsk', context)).map(({ title, disabled }) =>
      disabled === undefined ? title : `${title} (${disabled.reason})`,
    ),
  );
}
