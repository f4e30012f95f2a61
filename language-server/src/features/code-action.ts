import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type { ActionSource, Offer, Refactoring } from '../actions/document/action.ts';
import { listQuickFixes } from '../actions/findings/quick-fixes.ts';
import { refactorings } from '../actions/index.ts';
import { keepsMeaning } from '../actions/keeps-meaning.ts';
import { settleChange } from '../actions/settle-change.ts';
import { canCreateFiles, toWorkspaceEdit } from '../actions/to-workspace-edit.ts';
import { fixAllEdits } from '../answers/fix-all.ts';
import { answer, type Feature, type RequestContext } from '../feature.ts';
import { lazy } from '../lazy.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

const fixAllKind = `${CodeActionKind.SourceFixAll}.tsk`;

/** Fixes of findings, and ways to rewrite what is at the cursor. What a refactoring changes is worked out when it is chosen. */
export const codeAction: Feature = {
  name: 'code action',
  capabilities: (client) => {
    if (client.textDocument?.codeAction?.codeActionLiteralSupport === undefined) return {};
    const kinds = new Set([CodeActionKind.QuickFix, ...refactorings.map(({ kind }) => kind), fixAllKind]);
    return { codeActionProvider: { codeActionKinds: [...kinds], resolveProvider: resolvesEdits(client) } };
  },
  requests: [
    answer(CodeActionRequest.type, null, ({ textDocument, range, context: wanted }, context) => {
      const document = context.workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const source = makeSource(document, document.spanOf(range), context);
      return [...listFixes(source, wanted, context), ...listRefactorings(source, wanted, context)];
    }),
    answer(CodeActionResolveRequest.type, { title: '' }, (action, context) => resolve(action, context)),
  ],
};

function makeSource(
  document: SourceDocument,
  range: ActionSource['range'],
  { workspace }: RequestContext,
): ActionSource {
  return { document, range, workspace, configuration: lazy(() => workspace.configurationOf(document)) };
}

function resolvesEdits({ textDocument }: RequestContext['client']): boolean {
  return (
    textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true &&
    textDocument.codeAction.dataSupport === true
  );
}

/** Whether a client wants actions of a kind: what it asks for, or a part of that. Of the file only when it asks. */
function wants({ only, triggerKind }: CodeActionContext, kind: CodeActionKind): boolean {
  if (only !== undefined) return only.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`));
  return kind === CodeActionKind.QuickFix || triggerKind !== CodeActionTriggerKind.Automatic;
}

function* listFixes(
  source: ActionSource,
  wanted: CodeActionContext,
  { client, workspace }: RequestContext,
): Generator<CodeAction> {
  if (wants(wanted, CodeActionKind.QuickFix)) {
    for (const { title, kind, edits, findings, isPreferred } of listQuickFixes(source)) {
      const diagnostics = wanted.diagnostics.filter((shown) =>
        findings.some(({ code, message }) => shown.code === code && shown.message === message),
      );
      const edit = toWorkspaceEdit(source, { edits: edits.toSorted((a, b) => a.span.start - b.span.start) }, client);
      yield {
        title,
        kind,
        edit,
        ...(diagnostics.length > 0 ? { diagnostics } : {}),
        ...(isPreferred ? { isPreferred } : {}),
      };
    }
  }
  if (!wants(wanted, fixAllKind)) return;
  const edits = fixAllEdits(workspace, source.document);
  if (edits.length > 0) {
    yield { title: 'Fix all that can be fixed', kind: fixAllKind, edit: toWorkspaceEdit(source, { edits }, client) };
  }
}

function* listRefactorings(
  source: ActionSource,
  wanted: CodeActionContext,
  context: RequestContext,
): Generator<CodeAction> {
  const { client } = context;
  const showsReasons = client.textDocument?.codeAction?.disabledSupport === true;
  for (const refactoring of refactorings) {
    // While somebody only moves about, what can be done to sound text would be in the way; with a selection they ask for it.
    const isAsked = wanted.triggerKind !== CodeActionTriggerKind.Automatic || source.range.start < source.range.end;
    if (!wants(isAsked ? { ...wanted, triggerKind: CodeActionTriggerKind.Invoked } : wanted, refactoring.kind))
      continue;
    if (refactoring.kind === CodeActionKind.RefactorMove && !canCreateFiles(client)) continue;
    for (const offer of refactoring.find(source)) {
      const { title, disabled, isPreferred } = offer;
      const preferred = isPreferred === true ? { isPreferred } : {};
      const common: CodeAction = { title, kind: refactoring.kind, ...preferred };
      if (disabled !== undefined) {
        if (showsReasons) yield { ...common, disabled: { reason: disabled } };
        continue;
      }
      if (resolvesEdits(client)) yield { ...common, data: identify(refactoring, source) };
      else {
        const edit = editOf(refactoring, offer, source, context);
        if (edit !== undefined) yield { ...common, edit };
      }
    }
  }
}

/** What is needed to find an offer again. */
interface ActionData {
  readonly id: string;
  readonly uri: string;
  readonly version: number | null;
  readonly range: ActionSource['range'];
}

function identify({ id }: Refactoring, { document, range }: ActionSource): ActionData {
  return { id, uri: document.uri, version: document.version ?? null, range };
}

function editOf(
  { keeps }: Refactoring,
  offer: Offer,
  source: ActionSource,
  { client, settings }: RequestContext,
): CodeAction['edit'] | undefined {
  const change = settleChange(source, offer.change(), settings.format.indent);
  return keepsMeaning(source, change, keeps) ? toWorkspaceEdit(source, change, client) : undefined;
}

function resolve(action: CodeAction, context: RequestContext): CodeAction {
  if (!isData(action.data)) return action;
  const { id, uri, version, range } = action.data;
  const document = context.workspace.findDocument(uri);
  if (document === undefined || (document.version ?? null) !== version) {
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The text was edited meanwhile.');
  }
  const source = makeSource(document, range, context);
  const refactoring = refactorings.find((one) => one.id === id);
  const offer = refactoring?.find(source);
  for (const one of offer ?? []) {
    if (one.title !== action.title || refactoring === undefined) continue;
    const edit = editOf(refactoring, one, source, context);
    if (edit !== undefined) return { ...action, edit };
    throw new ResponseError(LSPErrorCodes.RequestFailed, `'${action.title}' would change what the file means here.`);
  }
  return action;
}

function isData(data: unknown): data is ActionData {
  return (
    typeof data === 'object' && data !== null && 'id' in data && 'uri' in data && 'range' in data && 'version' in data
  );
}
