import { type FoldingRange, FoldingRangeKind, FoldingRangeRequest } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { type Fold, findFolds } from '../folding/find-folds.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** How many folds a client gets that names no limit. */
const defaultLimit = 5000;

/** What can be folded away. A client that folds whole lines keeps the line of a closing bracket. */
export const folding: Feature = {
  name: 'folding',
  capabilities: () => ({ foldingRangeProvider: true }),
  requests: [
    answer(FoldingRangeRequest.type, null, ({ textDocument }, { workspace, client }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const { lineFoldingOnly = false, rangeLimit = defaultLimit } = client.textDocument?.foldingRange ?? {};
      const ranges = new Map<string, FoldingRange>();
      for (const fold of findFolds(document.tree)) {
        const range = toRange(fold, document, lineFoldingOnly);
        if (range === undefined) continue;
        // A key and the brackets of its value fold the same lines.
        const key = `${range.startLine} ${range.endLine}`;
        if (!ranges.has(key)) ranges.set(key, range);
      }
      return limit([...ranges.values()], rangeLimit);
    }),
  ],
};

function toRange(fold: Fold, document: SourceDocument, isByLine: boolean): FoldingRange | undefined {
  const { start, end } = document.rangeOf(fold);
  // The text of some tokens ends with a line break, which folds nothing.
  const lastLine = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const endLine = isByLine && fold.hasCloser ? lastLine - 1 : lastLine;
  if (endLine <= start.line) return undefined;
  const kind = kindOf(fold);
  return {
    startLine: start.line,
    endLine,
    ...(isByLine || lastLine !== end.line
      ? {}
      : {
          startCharacter: start.character + firstLineLength(fold, document),
          endCharacter: end.character - (fold.hasCloser ? 1 : 0),
        }),
    ...(kind === undefined ? {} : { kind }),
  };
}

/** How much of a fold stays visible: its first line. */
function firstLineLength(fold: Fold, document: SourceDocument): number {
  const start = document.positionAt(fold.start);
  const end = document.offsetAt({ line: start.line, character: Number.MAX_SAFE_INTEGER });
  return document.positionAt(end).character - start.character;
}

function kindOf({ kind }: Fold): FoldingRangeKind | undefined {
  if (kind === 'comment') return FoldingRangeKind.Comment;
  return kind === 'region' ? FoldingRangeKind.Region : undefined;
}

/** The largest folds, where there are more than a client takes. */
function limit(ranges: readonly FoldingRange[], most: number): FoldingRange[] {
  const sorted = ranges.toSorted((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
  if (sorted.length <= most) return sorted;
  const kept = new Set(sorted.toSorted((a, b) => b.endLine - b.startLine - (a.endLine - a.startLine)).slice(0, most));
  return sorted.filter((range) => kept.has(range));
}
