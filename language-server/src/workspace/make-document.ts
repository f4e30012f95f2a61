import { buildDocument, buildLineIndex, parse, reparse, type SyntaxTree } from '@tsk/parser';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { lazy, weakly } from '../lazy.ts';
import { type PositionEncoding, textPositions } from '../protocol.ts';
import type { SourceDocument } from './source-document.ts';

/** What a document is, besides its text. */
export interface DocumentIdentity {
  readonly uri: string;
  readonly path: string;
  readonly version: number | undefined;
  readonly encoding: PositionEncoding;
}

/** How many edits may wait for a tree to be asked for; past that a parse of the whole text is as good. */
const maxPending = 24;

/** For each document how many trees before its own are not made yet. */
const pending = new WeakMap<SourceDocument, () => number>();

/** Makes the document of a text. Tree, values and lines are made when they are first asked for. */
export function makeDocument(identity: DocumentIdentity, text: string): SourceDocument {
  return assemble(identity, text, () => parse(text, { file: identity.path }), 0);
}

/** The document after the edits of one notification, each of which is made upon those before it. */
export function editDocument(
  previous: SourceDocument,
  version: number,
  encoding: PositionEncoding,
  changes: readonly TextDocumentContentChangeEvent[],
): SourceDocument {
  const identity: DocumentIdentity = { uri: previous.uri, path: previous.path, version, encoding };
  return changes.reduce<SourceDocument>((document, change) => applyChange(document, identity, change), previous);
}

function applyChange(
  document: SourceDocument,
  identity: DocumentIdentity,
  change: TextDocumentContentChangeEvent,
): SourceDocument {
  if (!('range' in change)) return makeDocument(identity, change.text);
  const span = document.spanOf(change.range);
  const text = document.text.slice(0, span.start) + change.text + document.text.slice(span.end);
  const before = pending.get(document)?.() ?? 0;
  if (before >= maxPending) return makeDocument(identity, text);
  return assemble(identity, text, () => reparse(document.tree, { span, newText: change.text }), before + 1);
}

function assemble(
  identity: DocumentIdentity,
  text: string,
  makeTree: () => SyntaxTree,
  waiting: number,
): SourceDocument {
  let isWaiting = waiting;
  const { uri, path, version, encoding } = identity;
  // A workspace may have many files, of which few are open: what the others mean is not kept for ever, it takes much room.
  const keep = version === undefined ? weakly : lazy;
  const tree = keep(() => {
    isWaiting = 0;
    return makeTree();
  });
  const document = keep(() => buildDocument(tree()));
  const made: SourceDocument = {
    uri,
    path,
    version,
    text,
    get tree() {
      return tree();
    },
    get document() {
      return document();
    },
    ...textPositions(
      text,
      lazy(() => buildLineIndex(text)),
      encoding,
    ),
  };
  pending.set(made, () => isWaiting);
  return made;
}
