import { type WorkspaceSymbol, WorkspaceSymbolRequest, WorkspaceSymbolResolveRequest } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { type OutlineEntry, outlineOf } from '../outline/entries.ts';
import { matchName } from '../outline/match-name.ts';
import { symbolKindOf } from '../outline/symbol-kind.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** How many symbols a search gives: nobody reads more, and the next letter makes them fewer. */
const maxFound = 256;

interface Found {
  readonly score: number;
  readonly entry: OutlineEntry;
  readonly container: string;
  readonly document: SourceDocument;
}

/** Symbols of all files by name: sections, their keys, and variables. */
export const workspaceSymbols: Feature = {
  name: 'workspace symbols',
  capabilities: () => ({ workspaceSymbolProvider: { resolveProvider: true } }),
  requests: [
    answer(WorkspaceSymbolRequest.type, [], ({ query }, { workspace, client }): WorkspaceSymbol[] => {
      const found = [...workspace.documents()].flatMap((document) => [...search(query, outlineOf(document), document)]);
      const properties = client.workspace?.symbol?.resolveSupport?.properties ?? [];
      const isLazy = properties.includes('location.range');
      return found
        .toSorted((a, b) => b.score - a.score || a.entry.name.localeCompare(b.entry.name))
        .slice(0, maxFound)
        .map((one) => toSymbol(one, isLazy));
    }),
    answer(
      WorkspaceSymbolResolveRequest.type,
      { name: '', kind: 1, location: { uri: '' } },
      (symbol, { workspace }) => {
        const { data, ...rest } = symbol;
        const document = workspace.findDocument(symbol.location.uri);
        const span = readSpan(data);
        if (document === undefined || span === undefined) return symbol;
        return { ...rest, location: { uri: document.uri, range: document.rangeOf(span) } };
      },
    ),
  ],
};

/** Sections and what stands in them; what is deeper has no name that anybody would search for. */
function* search(query: string, entries: readonly OutlineEntry[], document: SourceDocument): Generator<Found> {
  for (const entry of entries) {
    yield* match(query, entry, document.path, document);
    for (const child of entry.children) yield* match(query, child, entry.name, document);
  }
}

function* match(query: string, entry: OutlineEntry, container: string, document: SourceDocument): Generator<Found> {
  if (entry.kind === 'include' || entry.kind === 'operator') return;
  const whole = container === document.path ? entry.name : `${container}.${entry.name}`;
  const score = matchName(query, entry.name) ?? (query.includes('.') ? matchName(query, whole) : undefined);
  if (score !== undefined) yield { score, entry, container, document };
}

function toSymbol({ entry, container, document }: Found, isLazy: boolean): WorkspaceSymbol {
  const { uri } = document;
  const base = { name: entry.name, kind: symbolKindOf(entry), containerName: container };
  if (isLazy) return { ...base, location: { uri }, data: entry.nameSpan };
  return { ...base, location: { uri, range: document.rangeOf(entry.nameSpan) } };
}

function readSpan(data: unknown): { readonly start: number; readonly end: number } | undefined {
  if (typeof data !== 'object' || data === null || !('start' in data) || !('end' in data)) return undefined;
  const { start, end } = data;
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : undefined;
}
