import * as vscode from 'vscode';
import type { Session } from '../client/session.ts';
import { locateValues } from './locate-values.ts';
import type { CurrentPlan, PlanModel } from './plan-model.ts';

const scheme = 'tsk-plan';

/** The address of the read-only plan of a document. */
export function planUri(document: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme, path: '/plan.json', query: document.toString() });
}

/** Gives the compiled plan as a read-only document that follows the text; each written value is a link to its line. */
export function planDocuments(model: PlanModel, session: Session): readonly vscode.Disposable[] {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const shown = (uri: vscode.Uri): CurrentPlan | undefined => {
    const { current } = model;
    return current !== undefined && uri.query === current.document.uri.toString() ? current : undefined;
  };
  return [
    changed,
    model.onDidChange((current) => {
      if (current !== undefined) changed.fire(planUri(current.document.uri));
    }),
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: async ({ query }) => {
        const uri = session.uriOf(vscode.Uri.parse(query, true));
        const answer = await session.request<CurrentPlan['answer'] | null>('tsk/plan', { uri });
        return answer === null ? '' : `${JSON.stringify(answer.plan, null, 2)}\n`;
      },
    }),
    vscode.languages.registerDocumentLinkProvider(
      { scheme },
      {
        provideDocumentLinks: (document) => {
          const current = shown(document.uri);
          if (current === undefined) return [];
          const values = locateValues(document.getText());
          return Object.entries(current.answer.places).flatMap(([pointer, place]) => {
            const value = values.get(pointer);
            if (value === undefined) return [];
            const range = new vscode.Range(document.positionAt(value.start), document.positionAt(value.end));
            const { uri, range: target } = session.placeOf(place);
            const line = target.start.line + 1;
            const link = new vscode.DocumentLink(
              range,
              uri.with({ fragment: `L${line},${target.start.character + 1}` }),
            );
            link.tooltip = vscode.l10n.t('Line {0} of {1}', line, uri.path.split('/').at(-1) ?? '');
            return [link];
          });
        },
      },
    ),
  ];
}
