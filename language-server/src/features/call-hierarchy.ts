import { resolvePath } from '@tsk/compiler';
import type { IncludeStatement } from '@tsk/parser';
import {
  CallHierarchyIncomingCallsRequest,
  type CallHierarchyItem,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  SymbolKind,
} from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { findIncludeAt } from '../names/find-include.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** The graph of includes, shown as calls are: which files include this one, and which ones it includes. */
export const callHierarchy: Feature = {
  name: 'call-hierarchy',
  capabilities: () => ({ callHierarchyProvider: true }),
  requests: [
    answer(CallHierarchyPrepareRequest.type, null, ({ textDocument, position }, { workspace }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const include = findIncludeAt(document.document, document.offsetAt(position));
      const target = include === undefined ? document : workspace.findByPath(targetOf(include));
      return target === undefined ? null : [toItem(target)];
    }),
    answer(CallHierarchyIncomingCallsRequest.type, null, ({ item }, { workspace }) => {
      const document = workspace.findDocument(item.uri);
      if (document === undefined) return null;
      return [...workspace.documents()].flatMap((from) => {
        const includes = from.document.includes.filter((include) => targetOf(include) === document.path);
        const fromRanges = includes.map(({ pathSpan }) => from.rangeOf(pathSpan));
        return fromRanges.length === 0 ? [] : [{ from: toItem(from), fromRanges }];
      });
    }),
    answer(CallHierarchyOutgoingCallsRequest.type, null, ({ item }, { workspace }) => {
      const document = workspace.findDocument(item.uri);
      if (document === undefined) return null;
      const byTarget = Map.groupBy(document.document.includes, targetOf);
      return [...byTarget].flatMap(([path, includes]) => {
        const to = workspace.findByPath(path);
        const fromRanges = includes.map(({ pathSpan }) => document.rangeOf(pathSpan));
        return to === undefined ? [] : [{ to: toItem(to), fromRanges }];
      });
    }),
  ],
};

function targetOf({ file, path }: IncludeStatement): string {
  return resolvePath(file, path);
}

function toItem(document: SourceDocument): CallHierarchyItem {
  const { path, uri, text } = document;
  const slash = path.lastIndexOf('/') + 1;
  return {
    name: path.slice(slash),
    detail: path.slice(0, slash),
    kind: SymbolKind.File,
    uri,
    range: document.rangeOf({ start: 0, end: text.length }),
    selectionRange: document.rangeOf({ start: 0, end: 0 }),
  };
}
