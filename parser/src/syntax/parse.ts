import type { Diagnostic } from '../text/diagnostic.ts';
import { DocumentParser } from './document-parser.ts';
import { lex } from './lexer.ts';
import { type LexRange, wholeText } from './scan-state.ts';
import type { SyntaxTree } from './syntax-tree.ts';
import { TokenBuffer } from './token-buffer.ts';
import type { NodeColumns } from './tree-builder.ts';

/** What a text is called in places and diagnostics. */
export interface ParseOptions {
  /** A path relative to the workspace, with `/`. */
  readonly file: string;
}

/** The tree of a part of a text, as if nothing stood before it; its offsets are those of the whole text. */
export interface ParsedRange {
  readonly tokenKinds: Uint8Array;
  readonly tokenStarts: Uint32Array;
  readonly nodes: NodeColumns;
  readonly diagnostics: readonly Diagnostic[];
  readonly isolated: boolean;
  /** Where it ends: at one of the stops, or with the text. */
  readonly end: number;
}

/** One buffer for the process: fresh memory for the tokens of a text takes a tenth of the time of reading it. */
const tokens = new TokenBuffer(1024);
/** One parser for the process: making one takes longer than parsing most files. */
let parser: DocumentParser | undefined;

/** Turns a text into its syntax tree. Never fails: what is wrong with the text is in the tree's diagnostics. */
export function parse(text: string, options: ParseOptions): SyntaxTree {
  const { file } = options;
  const { tokenKinds, tokenStarts, nodes, diagnostics, isolated } = parseRange(text, file, wholeText);
  return { file, text, tokenKinds, tokenStarts, nodes, diagnostics, isolated };
}

/** Parses from the start of a text, or of a section in it, to one of the stops or to the end. */
export function parseRange(text: string, file: string, range: LexRange): ParsedRange {
  const { diagnostics, end, isolated } = lex(text, file, tokens, range);
  parser ??= new DocumentParser();
  const nodes = parser.parseTokens(text, file, tokens, diagnostics);
  if (diagnostics.length > 1) diagnostics.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const { count } = tokens;
  return {
    tokenKinds: tokens.kinds.slice(0, count),
    tokenStarts: tokens.starts.slice(0, count),
    nodes,
    diagnostics,
    isolated,
    end,
  };
}
