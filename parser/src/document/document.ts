import type { SyntaxTree } from '../syntax/syntax-tree.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { LineIndex } from '../text/line-index.ts';
import type { Place, Span } from '../text/place.ts';
import type { CallArgument } from './expression.ts';
import type { TableValue, Value } from './value.ts';

/** A `$name` declaration: not data, but a value that references can name. `section` is the path of the table it stands in. */
export interface VariableDeclaration extends Place {
  readonly name: string;
  readonly nameSpan: Span;
  readonly section: readonly string[];
  readonly value: Value;
}

/** An `@include "path"` line (also `@import`, `@inherit`, `@extends`). */
export interface IncludeStatement extends Place {
  readonly directive: 'include' | 'import' | 'inherit' | 'extends';
  readonly path: string;
  readonly pathSpan: Span;
  /** The path of the table in which the line stands. */
  readonly section: readonly string[];
}

/** An operator call that stands as a statement of its own, such as `@validate.range("port", 1, 65535)`. */
export interface OperatorStatement extends Place {
  readonly name: string;
  readonly methods: readonly string[];
  readonly arguments: readonly CallArgument[];
  readonly section: readonly string[];
}

/** What one file says: its data with heads, duplicates and dotted keys resolved, and everything that is not data. */
export interface Document {
  readonly file: string;
  readonly tree: SyntaxTree;
  readonly lines: LineIndex;
  /** The data. A boolean head of a table is its member `enabled`, a string head its member `$value`. */
  readonly root: TableValue;
  readonly variables: readonly VariableDeclaration[];
  readonly includes: readonly IncludeStatement[];
  readonly statements: readonly OperatorStatement[];
  /** The path in the `#:schema path` comment of the first lines, where there is one. */
  readonly schema?: { readonly path: string; readonly span: Span };
  /** Findings of all stages up to this one, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}
