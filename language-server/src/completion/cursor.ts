import type { Span } from '@tsk/parser';

/** What can be written at an offset. Tables are paths within the file; `word` is the text that a completion replaces. */
export type Cursor =
  /** A comment; `text` is what stands before the cursor, from its `#` on. */
  | { readonly kind: 'comment'; readonly text: string; readonly word: Span }
  /** Between `[` and `]`. */
  | { readonly kind: 'header'; readonly word: Span; readonly isClosed: boolean }
  /** The key of a table; `hasSign`: `=`, `:` or a bracket follows already. */
  | {
      readonly kind: 'key';
      readonly table: readonly string[];
      readonly word: Span;
      readonly sign: '=' | ':';
      readonly hasSign: boolean;
      /** Whether it begins a line outside of all brackets, where headers and directives can stand too. */
      readonly isStatement: boolean;
    }
  /** A whole value, or an element of one. `path` leads to its key; undefined where that is no setting. */
  | {
      readonly kind: 'value';
      readonly path: readonly string[] | undefined;
      readonly scope: readonly string[];
      readonly isElement: boolean;
      /** The quote in which it stands. */
      readonly quote: string | undefined;
      readonly word: Span;
    }
  /** Right behind a number that is a whole value. */
  | { readonly kind: 'unit'; readonly path: readonly string[]; readonly number: string; readonly word: Span }
  /** An operand of an expression. */
  | {
      readonly kind: 'operand';
      readonly scope: readonly string[];
      readonly isInterpolated: boolean;
      readonly word: Span;
    }
  /** Behind a dot: `base` is what stands before it, as written. */
  | {
      readonly kind: 'member';
      readonly base: string;
      readonly scope: readonly string[];
      readonly isInterpolated: boolean;
      readonly word: Span;
    }
  /** The path of an include. */
  | { readonly kind: 'include'; readonly quote: string | undefined; readonly word: Span }
  /** An `@` where a statement begins. */
  | { readonly kind: 'directive'; readonly word: Span };
