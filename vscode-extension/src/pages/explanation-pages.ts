import type { ExplainAnswer } from '@tsk/language-server/requests';
import * as vscode from 'vscode';
import type { Session } from '../client/session.ts';

const scheme = 'tsk-explain';

/** Gives the pages about codes, settings and operators as read-only Markdown documents. */
export function explanationPages(session: Session): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async ({ query }, token) => {
      const answer = await session.request<ExplainAnswer | null>('tsk/explain', { topic: query }, token);
      return answer?.kind === 'found' ? answer.markdown : '';
    },
  });
}

/** Shows the page of a topic as VS Code shows Markdown; as text where it cannot. */
export async function showExplanation(topic: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme, path: `/${topic.replaceAll('/', '-')}.md`, query: topic });
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}
