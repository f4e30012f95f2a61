import type { Severity } from '@tsk/parser';
import type { RequestContext } from '../feature.ts';
import type { WorkspaceCheck } from '../requests.ts';

/** Checks every configuration, one by one, so that the editor need not wait; null where that is cancelled. */
export async function checkWorkspace({
  workspace,
  pause,
  load,
  token,
}: RequestContext): Promise<WorkspaceCheck | null> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  const files = new Set<string>();
  const troubled = new Set<string>();
  let configurations = 0;
  // Which configurations there are may change while files are loaded; the list is of those at the start.
  const groups = [...workspace.configurations()].map(({ files: [first = ''] }) => first);
  for (const first of groups) {
    await pause();
    await load(workspace.uriOf(first));
    if (token.isCancellationRequested) return null;
    const document = workspace.findByPath(first);
    if (document === undefined) continue;
    const { analysis, documents } = workspace.configurationOf(document);
    configurations++;
    for (const path of documents.keys()) files.add(path);
    for (const { severity, file } of analysis.diagnostics) {
      counts[severity]++;
      if (severity === 'error' || severity === 'warning') troubled.add(workspace.uriOf(file));
    }
  }
  const { error, warning, info, hint } = counts;
  return {
    configurations,
    files: files.size,
    errors: error,
    warnings: warning,
    infos: info,
    hints: hint,
    troubled: [...troubled],
  };
}
