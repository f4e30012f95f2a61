import type { Span } from '@tsk/parser';

/** One name of a key or of a reference, where it is written. */
export interface NamePart {
  readonly name: string;
  /** The text that stands for the name: with its quotes, without `$` and dots. */
  readonly span: Span;
  /** How it is written: as a name, in quotes, or as a number in brackets. */
  readonly form: 'name' | 'quoted' | 'number';
}

/** A place where a key is written: in a header, before `=`, `:`, `{` or `>`. */
export interface KeySite {
  readonly kind: 'key';
  /** Whether it is the path of a `[header]`. */
  readonly isHeader: boolean;
  /** The path of the table in which it stands, within its file. */
  readonly scope: readonly string[];
  readonly parts: readonly NamePart[];
  /** The statement that it begins. */
  readonly statement: Span;
}

/** A declaration `$name = …`. */
export interface VariableSite {
  readonly kind: 'variable';
  readonly scope: readonly string[];
  /** Without its `$`. */
  readonly part: NamePart;
  readonly statement: Span;
}

/** A use of a name in an expression: `$a.b`, a bare `a.b`, `${a.b}`; or the text of a rule, `@validate.required("a.b")`. */
export interface ReferenceSite {
  readonly kind: 'reference';
  /** `$`: looked for as rule 10 of the language says; `name`: as rule 9; `rule`: a key of its own table. */
  readonly by: '$' | 'name' | 'rule';
  readonly scope: readonly string[];
  readonly parts: readonly NamePart[];
  readonly span: Span;
}

/** An `@operator`, with its methods. */
export interface OperatorSite {
  readonly kind: 'operator';
  readonly name: string;
  readonly methods: readonly string[];
  readonly span: Span;
}

/** A place that has to do with a name. */
export type Site = KeySite | VariableSite | ReferenceSite | OperatorSite;
