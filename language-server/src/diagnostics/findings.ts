import type { Analysis } from '@tsk/compiler';
import type { Diagnostic } from '@tsk/parser';
import type { ProjectFile } from '../workspace/project-files.ts';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The findings of an analysis by file, sorted once for all of its files. */
const byFile = new WeakMap<Analysis, ReadonlyMap<string, readonly Diagnostic[]>>();

/** The findings of one file in one analysis. */
function findingsIn(analysis: Analysis, path: string): readonly Diagnostic[] {
  let known = byFile.get(analysis);
  if (known === undefined) {
    known = Map.groupBy(analysis.diagnostics, ({ file }) => file);
    byFile.set(analysis, known);
  }
  return known.get(path) ?? [];
}

/** All findings of a document: an included file may be part of several configurations, and what they agree on is said once. */
export function findingsOf(workspace: Workspace, document: SourceDocument): readonly Diagnostic[] {
  const project = findProject(workspace, document.uri);
  if (project !== undefined) return project.decoded.diagnostics;
  const [only, ...others] = workspace.ownersOf(document).map(({ analysis }) => findingsIn(analysis, document.path));
  if (only === undefined || others.length === 0) return only ?? [];
  const seen = new Map<string, Diagnostic>();
  for (const finding of [only, ...others].flat()) {
    const { code, span, message } = finding;
    const key = `${code} ${span.start} ${span.end} ${message}`;
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}

/** What has to be done for the findings of a document, in parts that are short enough to let requests in between them. */
export function stepsOf(workspace: Workspace, document: SourceDocument): readonly (() => unknown)[] {
  if (findProject(workspace, document.uri) !== undefined) return [];
  return workspace
    .ownersOf(document)
    .flatMap(({ analysis }) => [() => analysis.values, () => analysis.config, () => analysis.diagnostics]);
}

/** The documents that findings are reported of: the `.tsk` files, and the `tsk.json` files. */
export function reportedDocuments(workspace: Workspace): readonly SourceDocument[] {
  return [...workspace.documents(), ...[...workspace.projects()].map(({ document }) => document)];
}

/** The document of a URI among those. */
export function findReported(workspace: Workspace, uri: string): SourceDocument | undefined {
  return findProject(workspace, uri)?.document ?? workspace.findDocument(uri);
}

function findProject(workspace: Workspace, uri: string): ProjectFile | undefined {
  for (const project of workspace.projects()) if (project.document.uri === uri) return project;
  return undefined;
}
