import { explainTopic, loadDiagnosticPages } from '@tsk/compiler';
import { TokenKind, tokenAt, tokenKind, tokenText } from '@tsk/parser';
import { findingsOf } from '../diagnostics/findings.ts';
import type { ExplainAnswer, ExplainParams } from '../requests.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Explains a topic, or what is at a position: a finding there, else the operator, else the setting. Null where there is nothing. */
export async function makeExplanation(params: ExplainParams, workspace: Workspace): Promise<ExplainAnswer | null> {
  const name = 'topic' in params ? params.topic : topicAt(params, workspace);
  if (name === undefined) return null;
  const answer = explainTopic(name, await loadDiagnosticPages());
  if (answer.kind !== 'unknown') return answer;
  return { kind: 'unknown', name, suggestion: answer.suggestion ?? null };
}

function topicAt(
  { uri, position }: Extract<ExplainParams, { readonly uri: string }>,
  workspace: Workspace,
): string | undefined {
  const document = workspace.findDocument(uri);
  if (document === undefined) return undefined;
  const offset = document.offsetAt(position);
  const finding = findingsOf(workspace, document).find(({ span }) => span.start <= offset && offset <= span.end);
  if (finding !== undefined) return finding.code;
  const token = tokenAt(document.tree, offset);
  if (tokenKind(document.tree, token) === TokenKind.Operator) return tokenText(document.tree, token);
  const { analysis } = workspace.configurationOf(document);
  // Behind a key it is the key that is meant.
  const path = analysis.findPath(document.path, offset) ?? analysis.findPath(document.path, offset - 1);
  return path?.join('.');
}
