import { DocumentParser } from './document-parser.ts';
import { lex } from './lexer.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** What a text is called in places and diagnostics. */
export interface ParseOptions {
  /** A path relative to the workspace, with `/`. */
  readonly file: string;
}

/** One parser for the process: making one takes longer than parsing most files. */
let parser: DocumentParser | undefined;

/** Turns a text into its syntax tree. Never fails: what is wrong with the text is in the tree's diagnostics. */
export function parse(text: string, options: ParseOptions): SyntaxTree {
  const { tokens, diagnostics } = lex(text, options.file);
  parser ??= new DocumentParser();
  const nodes = parser.parseTokens(text, options.file, tokens, diagnostics);
  diagnostics.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return {
    file: options.file,
    text,
    tokenKinds: tokens.kinds.slice(0, tokens.count),
    tokenStarts: tokens.starts.slice(0, tokens.count),
    nodes,
    diagnostics,
  };
}
