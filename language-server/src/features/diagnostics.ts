import {
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  type FullDocumentDiagnosticReport,
  type UnchangedDocumentDiagnosticReport,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { findingsOf, findReported, reportedDocuments, stepsOf } from '../diagnostics/findings.ts';
import { resultIdOf } from '../diagnostics/result-ids.ts';
import { toClient } from '../diagnostics/to-client.ts';
import { answer, type Feature, type RequestContext } from '../feature.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** Findings for clients that ask for them: of one document, and of the whole workspace. What is as before is said in a word. */
export const diagnostics: Feature = {
  name: 'diagnostics',
  capabilities: () => ({
    diagnosticProvider: { identifier: 'tsk', interFileDependencies: true, workspaceDiagnostics: true },
  }),
  requests: [
    answer(
      DocumentDiagnosticRequest.type,
      { kind: 'full', items: [] },
      async ({ textDocument, previousResultId }, context): Promise<DocumentDiagnosticReport> => {
        const document = findReported(context.workspace, textDocument.uri);
        if (document === undefined) return { kind: 'full', items: [] };
        for (const step of stepsOf(context.workspace, document)) {
          await context.pause();
          // Nobody waits for it any more, or the text is another one: what is answered now is not looked at.
          const isCurrent = findReported(context.workspace, textDocument.uri) === document;
          if (context.token.isCancellationRequested || !isCurrent) return { kind: 'full', items: [] };
          step();
        }
        return reportOf(document, previousResultId, context);
      },
    ),
    answer(WorkspaceDiagnosticRequest.type, { items: [] }, async (params, context) => {
      if (!context.settings.diagnostics.workspace) return { items: [] };
      const before = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]));
      const { partialResultToken } = params;
      const items: WorkspaceDocumentDiagnosticReport[] = [];
      for await (const report of reportAll(before, context)) {
        if (partialResultToken === undefined) items.push(report);
        else await sendPart(context, partialResultToken, { items: [report] });
      }
      return { items };
    }),
  ],
};

async function sendPart(
  { connection }: RequestContext,
  token: string | number,
  part: WorkspaceDiagnosticReport,
): Promise<void> {
  await connection.sendProgress(WorkspaceDiagnosticRequest.partialResult, token, part);
}

/** All documents, then those that are gone: their findings go with them. Other requests are answered in between. */
async function* reportAll(
  before: ReadonlyMap<string, string>,
  context: RequestContext,
): AsyncGenerator<WorkspaceDocumentDiagnosticReport, void, undefined> {
  const { workspace, token } = context;
  const uris = new Set(reportedDocuments(workspace).map(({ uri }) => uri));
  for (const uri of uris) {
    await context.pause();
    await context.load(uri);
    if (token.isCancellationRequested) return;
    const document = findReported(workspace, uri);
    if (document === undefined) continue;
    yield { uri, version: document.version ?? null, ...reportOf(document, before.get(uri), context) };
  }
  for (const uri of before.keys()) if (!uris.has(uri)) yield { uri, version: null, kind: 'full', items: [] };
}

function reportOf(
  document: SourceDocument,
  previous: string | undefined,
  context: RequestContext,
): FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport {
  const { workspace, settings } = context;
  const items = settings.diagnostics.enabled ? toClient(findingsOf(workspace, document), document, context) : [];
  const resultId = resultIdOf(workspace, document.uri, items);
  return resultId === previous ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
}
