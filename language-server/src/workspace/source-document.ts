import type { Document, Span, SyntaxTree } from '@tsk/parser';
import type { Position, Range } from 'vscode-languageserver';

/**
 * A file of the workspace as it stands now: the editor's text where it is open, the disk's where not. Immutable: an edit
 * makes a new one. Offsets are UTF-16 units; positions are the client's, in the encoding agreed with it.
 */
export interface SourceDocument {
  readonly uri: string;
  /** The name that it goes by in an analysis, its diagnostics and spans (`Place.file`). */
  readonly path: string;
  /** The editor's version; undefined for a file that is not open. */
  readonly version: number | undefined;
  readonly text: string;
  readonly tree: SyntaxTree;
  readonly document: Document;
  readonly offsetAt: (position: Position) => number;
  readonly positionAt: (offset: number) => Position;
  readonly rangeOf: (span: Span) => Range;
  readonly spanOf: (range: Range) => Span;
}
