/** Tests one character, given as its code point. */
export type CharacterTest = (point: number) => boolean;

/** A place between characters: the start or end of the text, a word's edge, or anywhere else than a word's edge. */
export type Edge = 'start' | 'end' | 'word' | 'inside';

/** The tree of a regular expression. */
export type Pattern =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'capture'; readonly index: number; readonly body: Pattern }
  | {
      readonly kind: 'repeat';
      readonly body: Pattern;
      readonly least: number;
      /** Infinity where there is no end. */
      readonly most: number;
      readonly isGreedy: boolean;
    };

/** What stands in the way of a pattern: completes "In the pattern, …". */
export interface PatternProblem {
  readonly problem: string;
}
