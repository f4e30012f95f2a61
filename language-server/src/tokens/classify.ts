import { findOperator } from '@tsk/compiler';
import {
  endToken,
  firstToken,
  NodeKind,
  nodeKind,
  type SyntaxTree,
  TokenKind,
  tokenAt,
  tokenEnd,
  tokenKind,
  tokenStart,
  tokenText,
} from '@tsk/parser';
import type { SemanticModifier, SemanticType } from './legend.ts';

/** A token with what it means; it may span lines. */
export interface ClassifiedToken {
  readonly start: number;
  readonly end: number;
  readonly type: SemanticType;
  readonly modifiers: readonly SemanticModifier[];
}

type Meaning = readonly [type: SemanticType, ...modifiers: SemanticModifier[]];

const plain: Meaning = ['string'];
const number: Meaning = ['number'];
const comment: Meaning = ['comment'];
const sign: Meaning = ['operator'];

/** What a token means by its kind alone. */
const byKind: ReadonlyMap<TokenKind, Meaning> = new Map<TokenKind, Meaning>([
  [TokenKind.Comment, comment],
  [TokenKind.ForeignComment, comment],
  [TokenKind.Fence, ['comment', 'documentation']],
  [TokenKind.Pragma, ['macro']],
  [TokenKind.KeyName, ['property', 'declaration']],
  [TokenKind.KeyString, ['property', 'declaration']],
  [TokenKind.KeyVariable, ['variable', 'declaration']],
  [TokenKind.Include, ['keyword']],
  [TokenKind.Infix, sign],
  [TokenKind.Prefix, sign],
  [TokenKind.Question, sign],
  [TokenKind.TernaryColon, sign],
  [TokenKind.Name, ['property']],
  [TokenKind.Variable, ['variable', 'readonly']],
  [TokenKind.Number, number],
  [TokenKind.Quantity, number],
  [TokenKind.Range, number],
  [TokenKind.DateTime, number],
  [TokenKind.Keyword, ['keyword']],
  [TokenKind.Atom, ['enumMember']],
  [TokenKind.String, plain],
  [TokenKind.RawString, plain],
  [TokenKind.TripleString, plain],
  [TokenKind.RawTripleString, plain],
  [TokenKind.BlockScalar, plain],
  [TokenKind.StringStart, plain],
  [TokenKind.TripleStart, plain],
  [TokenKind.StringText, plain],
  [TokenKind.StringEnd, plain],
]);

/** The tokens of a part of a text that mean something; brackets and blanks do not. */
export function* classifyTokens(tree: SyntaxTree, from: number, to: number): Generator<ClassifiedToken> {
  const headers = headerTokens(tree);
  const first = tokenAt(tree, from);
  for (let token = first; token < tree.tokenStarts.length; token++) {
    const start = tokenStart(tree, token);
    if (start >= to) return;
    const meaning = meaningOf(tree, token, headers);
    if (meaning === undefined) continue;
    const [type, ...modifiers] = meaning;
    const end = tokenEnd(tree, token);
    if (end > start && end > from) yield { start, end, type, modifiers };
  }
}

function meaningOf(tree: SyntaxTree, token: number, headers: ReadonlySet<number>): Meaning | undefined {
  const kind = tokenKind(tree, token);
  if (headers.has(token)) return ['namespace', 'declaration'];
  if (kind === TokenKind.Operator) {
    const operator = findOperator(/^@([\w-]+)/.exec(tokenText(tree, token))?.[1] ?? '');
    return operator === undefined ? ['function'] : ['function', 'defaultLibrary'];
  }
  // A name after a dot that is called is a function: `@string.upper(…)`, `"a".trim()`.
  if (kind === TokenKind.Name && tokenKind(tree, token + 1) === TokenKind.ParenOpen) return ['function'];
  return byKind.get(kind);
}

/** The names within `[ … ]`. */
function headerTokens(tree: SyntaxTree): ReadonlySet<number> {
  const found = new Set<number>();
  for (let node = 1; node < tree.nodes.kinds.length; node++) {
    if (nodeKind(tree, node) !== NodeKind.Section || nodeKind(tree, node + 1) !== NodeKind.Path) continue;
    const end = endToken(tree, node + 1);
    for (let token = firstToken(tree, node + 1); token < end; token++) {
      const kind = tokenKind(tree, token);
      if (kind === TokenKind.KeyName || kind === TokenKind.KeyString || kind === TokenKind.Name) found.add(token);
    }
  }
  return found;
}
