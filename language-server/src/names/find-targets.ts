import { resolvePath } from '@tsk/compiler';
import type { Span } from '@tsk/parser';
import type { Location } from 'vscode-languageserver';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { namesOf, type Occurrence } from './configuration-names.ts';
import { findDefinitions } from './find-definitions.ts';
import { findIncludeAt } from './find-include.ts';
import { findOccurrences } from './find-occurrences.ts';
import { findTextAt } from './find-text.ts';
import { findRelatedTable } from './related-table.ts';

/** Where something leads to: the text that leads there, and the places. */
export interface Targets {
  readonly origin: Span;
  readonly places: readonly TargetPlace[];
}

/** A place to go to: the name there, and the statement around it. */
export interface TargetPlace {
  readonly document: SourceDocument;
  readonly name: Span;
  readonly whole: Span;
}

/** Where the name, include or chosen table at an offset is declared; undefined where there is none. */
export function findTargets(workspace: Workspace, document: SourceDocument, offset: number): Targets | undefined {
  const include = findIncludeAt(document.document, offset);
  if (include !== undefined) {
    const target = workspace.findByPath(resolvePath(include.file, include.path));
    const start = { start: 0, end: 0 };
    return target && { origin: include.pathSpan, places: [{ document: target, name: start, whole: start }] };
  }
  const names = namesOf(workspace.configurationOf(document));
  const at = names.findAt(document, offset);
  if (at === undefined) return findChosen(workspace, document, offset);
  if (at.symbol.kind === 'member') {
    const { file, span } = at.symbol.declared;
    const target = workspace.findByPath(file);
    return target && { origin: at.part.span, places: [{ document: target, name: span, whole: span }] };
  }
  const places = findDefinitions(findOccurrences(workspace, document, offset)).map(toPlace);
  return places.length === 0 ? undefined : { origin: at.part.span, places };
}

/** `algorithm = "ip_hash"` leads to the table of that algorithm. */
function findChosen(workspace: Workspace, document: SourceDocument, offset: number): Targets | undefined {
  const found = findTextAt(document, offset);
  if (found === undefined) return undefined;
  const names = namesOf(workspace.configurationOf(document));
  const path = findRelatedTable([...names.mountOf(document.path), ...found.path], found.text);
  const places = path === undefined ? [] : findDefinitions(names.listOf({ kind: 'key', path })).map(toPlace);
  return places.length === 0 ? undefined : { origin: found.span, places };
}

function toPlace({ document, part, site }: Occurrence): TargetPlace {
  return { document, name: part.span, whole: site.kind === 'reference' ? site.span : site.statement };
}

/** A place as the protocol has it. */
export function toLocation({ document, name }: Pick<TargetPlace, 'document' | 'name'>): Location {
  return { uri: document.uri, range: document.rangeOf(name) };
}
