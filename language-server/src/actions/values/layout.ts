import {
  childNodes,
  endToken,
  firstToken,
  NodeKind,
  nodeKind,
  nodeSpan,
  nodesAt,
  type Span,
  type SyntaxTree,
  TokenKind,
  tokenEnd,
  tokenKind,
  tokenStart,
} from '@tsk/parser';
import { CodeActionKind } from 'vscode-languageserver';
import type { ActionSource, Refactoring } from '../document/action.ts';
import { isBroken } from '../document/is-broken.ts';
import { indentAt, slice } from '../document/lines.ts';

/** How long a line may get by being joined. */
const maxLength = 120;

/** Puts each element of an array, or each key of an object, on a line of its own. */
const split: Refactoring = {
  id: 'split-lines',
  kind: CodeActionKind.RefactorRewrite,
  keeps: 'values',
  *find({ document, range }) {
    const { tree, text } = document;
    const found = findBrackets(document, range.start);
    if (found === undefined) return;
    const { node, items, span } = found;
    if (slice(text, span).includes('\n')) return;
    yield {
      title: `Put each ${what(tree, node)} on its own line`,
      change: () => {
        const indent = indentAt(text, span.start);
        const lines = items.map((item) => `${indent}    ${item}`).join(',\n');
        const newText = `${text[span.start]}\n${lines}\n${indent}${text[span.end - 1]}`;
        return { edits: [{ span, newText }], isRough: true };
      },
    };
  },
};

/** Puts an array or object on one line. */
const join: Refactoring = {
  id: 'join-lines',
  kind: CodeActionKind.RefactorRewrite,
  keeps: 'values',
  *find({ document, range }) {
    const { tree, text } = document;
    const found = findBrackets(document, range.start);
    if (found === undefined) return;
    const { node, items, span } = found;
    if (!slice(text, span).includes('\n') || items.some((item) => item.includes('\n'))) return;
    const blank = text[span.start] === '{' ? ' ' : '';
    const newText = `${text[span.start]}${blank}${items.join(', ')}${blank}${text[span.end - 1]}`;
    const before = span.start - text.lastIndexOf('\n', span.start - 1) - 1;
    if (before + newText.length > maxLength) return;
    yield { title: `Put all ${what(tree, node)}s on one line`, change: () => ({ edits: [{ span, newText }] }) };
  },
};

/** Breaking brackets into lines, and joining them. */
export const layout: readonly Refactoring[] = [split, join];

/** The brackets around an offset with what is between them; undefined where there is nothing, or a comment, which has its line. */
function findBrackets(
  document: ActionSource['document'],
  offset: number,
): { readonly node: number; readonly items: readonly string[]; readonly span: Span } | undefined {
  const { tree } = document;
  const node = bracketsAt(document, offset);
  if (node === undefined || hasComments(tree, node)) return undefined;
  const items = itemsOf(tree, node);
  return items.length === 0 ? undefined : { node, items, span: nodeSpan(tree, node) };
}

/** The innermost array or object at an offset that is written well. */
function bracketsAt({ tree, document }: ActionSource['document'], offset: number): number | undefined {
  const nodes = nodesAt(tree, offset);
  // A string stays on its line.
  if (nodes.some((node) => nodeKind(tree, node) === NodeKind.Template)) return undefined;
  const node = nodes.findLast(
    (one) => nodeKind(tree, one) === NodeKind.Object || nodeKind(tree, one) === NodeKind.Array,
  );
  return node === undefined || isBroken(document, nodeSpan(tree, node)) ? undefined : node;
}

function itemsOf(tree: SyntaxTree, node: number): readonly string[] {
  return [...childNodes(tree, node)].map((child) => slice(tree.text, nodeSpan(tree, child)));
}

function hasComments(tree: SyntaxTree, node: number): boolean {
  for (let token = firstToken(tree, node); token < endToken(tree, node); token++) {
    const kind = tokenKind(tree, token);
    const isHidden = tokenEnd(tree, token) === tokenStart(tree, token);
    if (kind === TokenKind.Comment || kind === TokenKind.Fence || kind === TokenKind.Bad) return true;
    if (isHidden && (kind === TokenKind.BraceClose || kind === TokenKind.BracketClose)) return true;
  }
  return false;
}

function what(tree: SyntaxTree, node: number): string {
  return nodeKind(tree, node) === NodeKind.Array ? 'element' : 'key';
}
