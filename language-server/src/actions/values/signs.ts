import {
  endNode,
  NodeKind,
  nodeKind,
  nodeSpan,
  type SyntaxTree,
  type TextEdit,
  TokenKind,
  tokenEnd,
  tokenKind,
  tokenStart,
} from '@tsk/parser';
import { CodeActionKind } from 'vscode-languageserver';
import type { Refactoring } from '../document/action.ts';
import { findSign } from '../document/written-table.ts';

/** Writes `=` for every `:` of the file, or the other way round. */
function withSign(id: string, kind: typeof TokenKind.Equals | typeof TokenKind.Colon): Refactoring {
  const sign = kind === TokenKind.Equals ? '=' : ':';
  const other = kind === TokenKind.Equals ? ':' : '=';
  return {
    id,
    kind: CodeActionKind.RefactorRewrite,
    keeps: 'values',
    *find({ document: { tree, document }, range }) {
      if (!isAtSign(tree, range.start, other) || document.diagnostics.some(({ severity }) => severity === 'error'))
        return;
      const title = `Write '${sign}' for '${other}' in the whole file`;
      yield { title, change: () => ({ edits: [...listSigns(tree, kind)] }) };
    },
  };
}

/** The ways to write an assignment. */
export const signs: readonly Refactoring[] = [
  withSign('equals-signs', TokenKind.Equals),
  withSign('colons', TokenKind.Colon),
];

/** The cursor has to be in a line with such a sign: all else would offer it everywhere. */
function isAtSign(tree: SyntaxTree, offset: number, sign: string): boolean {
  const start = tree.text.lastIndexOf('\n', offset - 1) + 1;
  const found = /^[ \t]*[$\w."'-]+[ \t]*([=:])/.exec(tree.text.slice(start, start + 200));
  return found?.[1] === sign;
}

function* listSigns(tree: SyntaxTree, wanted: TokenKind): Generator<TextEdit> {
  for (let node = 0; node < tree.nodes.kinds.length; node++) {
    const kind = nodeKind(tree, node);
    if (kind !== NodeKind.Assignment && kind !== NodeKind.Member && kind !== NodeKind.Variable) continue;
    const sign = findSign(tree, node);
    if (sign === undefined || tokenKind(tree, sign) === wanted || needsColon(tree, node)) continue;
    const hasPath = nodeKind(tree, node + 1) === NodeKind.Path;
    const start = hasPath ? nodeSpan(tree, node + 1).end : findNameEnd(tree, sign);
    const end = tokenEnd(tree, sign);
    const behind = /^[ \t\r\n]/.test(tree.text.slice(end, end + 1)) || end === tree.text.length ? '' : ' ';
    yield { span: { start, end }, newText: `${wanted === TokenKind.Equals ? ' =' : ':'}${behind}` };
  }
}

/** Indented lines and lists stand behind a colon only, and what has no value would take them in. */
function needsColon(tree: SyntaxTree, node: number): boolean {
  const key = node + 1;
  const value = nodeKind(tree, key) === NodeKind.Path && key < endNode(tree, node) ? endNode(tree, key) : key;
  if (value >= endNode(tree, node)) return true;
  return nodeKind(tree, value) === NodeKind.Body || nodeKind(tree, value) === NodeKind.DashList;
}

function findNameEnd(tree: SyntaxTree, sign: number): number {
  return tokenKind(tree, sign - 1) === TokenKind.Whitespace ? tokenStart(tree, sign - 1) : tokenStart(tree, sign);
}
