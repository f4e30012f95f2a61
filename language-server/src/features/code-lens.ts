import { type CodeLens, CodeLensRequest, CodeLensResolveRequest } from 'vscode-languageserver';
import { isRecord } from '../answers/refuse-params.ts';
import { answer, type Feature, type RequestContext } from '../feature.ts';
import { findOccurrences } from '../names/find-occurrences.ts';
import { type OutlineEntry, outlineOf } from '../outline/entries.ts';
import { commandsOf } from '../wire/client-commands.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** The command by which a client shows a list of places, where it has one: it takes a URI, a position and locations. */
const showReferences = 'tsk.showReferences';

/** What stands above `[auto_scaling]` and above variables; how many and how much is found out when it comes into sight. */
export const codeLens: Feature = {
  name: 'code lens',
  capabilities: () => ({ codeLensProvider: { resolveProvider: true } }),
  requests: [
    answer(CodeLensRequest.type, null, ({ textDocument }, { workspace, settings }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const { preview, scale, references } = settings.codeLens;
      return [...namedEntries(outlineOf(document))].flatMap((entry): readonly CodeLens[] => {
        const range = document.rangeOf(entry.nameSpan);
        const data = { uri: document.uri, offset: entry.nameSpan.start };
        if (entry.kind === 'variable') return references ? [{ range, data: { ...data, kind: 'references' } }] : [];
        return [
          ...(preview
            ? [{ range, command: { title: 'Preview', command: 'tsk.preview', arguments: [document.uri] } }]
            : []),
          ...(scale ? [{ range, data: { ...data, kind: 'scale' } }] : []),
        ];
      });
    }),
    answer(CodeLensResolveRequest.type, { range: nowhere() }, (lens, context) => {
      const data: unknown = lens.data;
      if (!isRecord(data) || typeof data['uri'] !== 'string' || typeof data['offset'] !== 'number') return lens;
      const document = context.workspace.findDocument(data['uri']);
      if (document === undefined) return lens;
      const { range } = lens;
      if (data['kind'] === 'scale') return { range, command: { title: describeScale(document, context), command: '' } };
      return { range, command: describeReferences(document, data['offset'], context) };
    }),
  ],
};

/** `[auto_scaling]`, and the variables of a file and of its sections. */
function* namedEntries(entries: readonly OutlineEntry[]): Generator<OutlineEntry> {
  for (const entry of entries) {
    const isScaling = (entry.kind === 'section' || entry.kind === 'table') && entry.name === 'auto_scaling';
    if (entry.kind === 'variable' || isScaling) yield entry;
    if (entry.kind === 'section') yield* entry.children.filter(({ kind }) => kind === 'variable');
  }
}

function describeScale(document: SourceDocument, { workspace }: RequestContext): string {
  const { scaling } = workspace.configurationOf(document).analysis.plan;
  if (scaling.enabled === false) return 'scaling is off';
  const { minInstances, maxInstances, scoring } = scaling;
  return `${show(minInstances)} … ${show(maxInstances)} instances, ${show(scoring)}`;
}

/** A value of the plan; one that the runtime takes from its environment is not known. */
function show(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '?';
}

function describeReferences(
  document: SourceDocument,
  offset: number,
  { workspace, client }: RequestContext,
): NonNullable<CodeLens['command']> {
  const uses = findOccurrences(workspace, document, offset).filter(({ role }) => role !== 'write');
  const title = uses.length === 1 ? '1 reference' : `${uses.length} references`;
  if (!commandsOf(client).has(showReferences)) return { title, command: '' };
  const places = uses.map(({ document: file, part }) => ({ uri: file.uri, range: file.rangeOf(part.span) }));
  return { title, command: showReferences, arguments: [document.uri, document.positionAt(offset), places] };
}

function nowhere(): CodeLens['range'] {
  return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
}
