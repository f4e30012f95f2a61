import {
  isTrivia,
  NodeKind,
  nodeKind,
  nodeSpan,
  type SyntaxTree,
  TokenKind,
  tokenEnd,
  tokenKind,
  tokenStart,
  tokenText,
} from '@tsk/parser';

/** A stretch of text that can be folded away. */
export interface Fold {
  readonly start: number;
  readonly end: number;
  readonly kind: 'code' | 'comment' | 'region';
  /** Whether it ends with a bracket that stays visible: `}`. */
  readonly hasCloser: boolean;
}

/** The nodes that fold, and whether a closing bracket ends them. */
const folding: ReadonlyMap<NodeKind, boolean> = new Map<NodeKind, boolean>([
  [NodeKind.Section, false],
  [NodeKind.Block, true],
  [NodeKind.AngleBlock, true],
  [NodeKind.Object, true],
  [NodeKind.Array, true],
  [NodeKind.DashItem, false],
]);

/** Everything of a text that spans lines and belongs together: sections, brackets, comments, long strings, regions. */
export function* findFolds(tree: SyntaxTree): Generator<Fold> {
  for (let node = 1; node < tree.nodes.kinds.length; node++) {
    const hasCloser = folding.get(nodeKind(tree, node));
    if (hasCloser !== undefined) yield { ...nodeSpan(tree, node), kind: 'code', hasCloser };
    else if (nodeKind(tree, node) === NodeKind.Assignment && isIndented(tree, node + 2)) {
      yield { ...nodeSpan(tree, node), kind: 'code', hasCloser: false };
    }
  }
  yield* findTokenFolds(tree);
}

/** True where `key:` is followed by indented lines. */
function isIndented(tree: SyntaxTree, node: number): boolean {
  const kind = nodeKind(tree, node);
  return kind === NodeKind.Body || kind === NodeKind.DashList;
}

const longStrings: ReadonlySet<TokenKind> = new Set<TokenKind>([
  TokenKind.TripleString,
  TokenKind.RawTripleString,
  TokenKind.BlockScalar,
]);

/** Comments below each other, regions between two comments, and strings of several lines. */
function* findTokenFolds(tree: SyntaxTree): Generator<Fold> {
  const regions: number[] = [];
  let comments: CommentGroup | undefined;
  for (let token = 0; token < tree.tokenStarts.length; token++) {
    const kind = tokenKind(tree, token);
    const span = { start: tokenStart(tree, token), end: tokenEnd(tree, token) };
    if (!isComment(kind)) {
      if (comments !== undefined && endsGroup(comments, kind)) {
        yield { start: comments.start, end: comments.end, kind: 'comment', hasCloser: false };
        comments = undefined;
      }
      if (longStrings.has(kind)) yield { ...span, kind: 'code', hasCloser: false };
      continue;
    }
    const marker = /^[#/;*\s]*(end)?region\b/.exec(tokenText(tree, token));
    if (marker === null && isAlone(tree, token)) {
      comments = { start: comments?.start ?? span.start, end: span.end, breaks: 0 };
      continue;
    }
    if (comments !== undefined) yield { start: comments.start, end: comments.end, kind: 'comment', hasCloser: false };
    comments = undefined;
    if (marker === null) continue;
    if (marker[1] === undefined) regions.push(span.start);
    else {
      const opened = regions.pop();
      if (opened !== undefined) yield { start: opened, end: span.end, kind: 'region', hasCloser: false };
    }
  }
  if (comments !== undefined) yield { start: comments.start, end: comments.end, kind: 'comment', hasCloser: false };
}

/** Comments on lines below each other, and the line breaks since the last of them. */
interface CommentGroup {
  readonly start: number;
  readonly end: number;
  breaks: number;
}

/** Whether a token ends a group of comments: anything but blanks does, and so does an empty line. */
function endsGroup(group: CommentGroup, kind: TokenKind): boolean {
  if (kind === TokenKind.Whitespace) return false;
  if (kind !== TokenKind.Newline) return true;
  group.breaks++;
  return group.breaks > 1;
}

function isComment(kind: TokenKind): boolean {
  return kind === TokenKind.Comment || kind === TokenKind.ForeignComment || kind === TokenKind.Fence;
}

/** True for a comment with nothing but blanks before it on its line. */
function isAlone(tree: SyntaxTree, token: number): boolean {
  for (let before = token - 1; before >= 0; before--) {
    const kind = tokenKind(tree, before);
    if (kind === TokenKind.Newline || kind === TokenKind.EndOfLine) return true;
    if (!isTrivia(kind) && kind !== TokenKind.Dedent && kind !== TokenKind.Indent) return false;
    if (kind !== TokenKind.Whitespace && /[\r\n]$/.test(tokenText(tree, before))) return true;
  }
  return true;
}
