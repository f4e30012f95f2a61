import type { SourceDocument } from '../workspace/source-document.ts';
import type { Configuration, Workspace } from '../workspace/workspace.ts';
import { namesOf, type Occurrence } from './configuration-names.ts';

/** The configurations that a file is part of, its own first: an included file may be part of several. */
export function* configurationsWith(workspace: Workspace, document: SourceDocument): Generator<Configuration> {
  const own = workspace.configurationOf(document);
  yield own;
  for (const other of workspace.configurations()) {
    if (other !== own && other.documents.get(document.path)?.uri === document.uri) yield other;
  }
}

/** All places, in all files, where the name at an offset is written or used; none where there is no name. */
export function findOccurrences(workspace: Workspace, document: SourceDocument, offset: number): readonly Occurrence[] {
  const found = new Map<string, Occurrence>();
  for (const configuration of configurationsWith(workspace, document)) {
    const names = namesOf(configuration);
    const at = names.findAt(document, offset);
    if (at === undefined) continue;
    for (const occurrence of names.listOf(at.symbol)) {
      found.set(`${occurrence.part.span.start} ${occurrence.document.uri}`, occurrence);
    }
  }
  return [...found.values()];
}
