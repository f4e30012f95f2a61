import { NodeKind } from '../syntax/node-kind.ts';
import {
  childNodes,
  endNode,
  endToken,
  firstToken,
  nodeKind,
  nodeSpan,
  nodeText,
  type SyntaxTree,
  tokenEnd,
  tokenKind,
  tokenStart,
  tokenText,
} from '../syntax/syntax-tree.ts';
import { TokenKind } from '../syntax/token-kind.ts';
import type { Span } from '../text/place.ts';
import { buildExpression } from './build-expression.ts';
import * as kinds from './diagnostics.ts';
import type { Expression } from './expression.ts';
import { keySegments } from './keys.ts';
import { literalValue } from './literals.ts';
import { tripleBody, unescapeString } from './string-text.ts';
import { type BuildContext, complain, type DraftTable, enterPath, enterTable, makeTable, setMember } from './table.ts';
import type { Value } from './value.ts';

/** A bare word that was taken as text, with the table it stands in: checked at the end against the keys in scope. */
export interface BareWord {
  readonly word: string;
  readonly key: string;
  readonly span: Span;
  readonly table: DraftTable;
}

/** What building values needs besides the context of their tables. */
export interface ValueContext extends BuildContext {
  readonly tree: SyntaxTree;
  readonly bareWords: BareWord[];
}

/** A number of fewer characters is a safe integer, or no integer. */
const UNSAFE_DIGITS = 16;

const quotedCall = /^["']@[A-Za-z_][\w.-]*\(.*\)["']$/s;

/**
 * Builds the value that a node is, for the key `key` of `table`. Constants become plain values, all else an expression.
 * An expression with something misplaced after it is invalid: it is reported, and what was meant is not known.
 */
export function buildValue(context: ValueContext, node: number, key: string, table: DraftTable): Value {
  const value = buildWholeValue(context, node, key, table);
  const { tree } = context;
  const next = endNode(tree, node);
  const misplaced =
    value.kind === 'expression' && nodeKind(tree, next) === NodeKind.Error && isOnLineOf(tree, node, next);
  return misplaced ? { kind: 'invalid', file: value.file, span: value.span } : value;
}

/** Tells whether the node after a value is in the same entry: between them there are only blanks. */
function isOnLineOf(tree: SyntaxTree, node: number, next: number): boolean {
  for (let token = endToken(tree, node); token < firstToken(tree, next); token++) {
    if (tokenKind(tree, token) !== TokenKind.Whitespace) return false;
  }
  return next < tree.nodes.kinds.length;
}

function buildWholeValue(context: ValueContext, node: number, key: string, table: DraftTable): Value {
  const { tree, file } = context;
  switch (nodeKind(tree, node)) {
    case NodeKind.Literal:
      return buildLiteral(context, node, key, table);
    case NodeKind.Object:
      return buildObject(context, node);
    case NodeKind.Array: {
      const elements: Value[] = [];
      const end = endNode(tree, node);
      for (let child = node + 1; child < end; child = endNode(tree, child)) {
        if (nodeKind(tree, child) !== NodeKind.Error) elements.push(buildValue(context, child, key, table));
      }
      return { kind: 'array', elements, file, span: nodeSpan(tree, node) };
    }
    case NodeKind.DashList:
      return buildDashList(context, node, key, table);
    case NodeKind.Group:
      return node + 1 < endNode(tree, node) ? buildValue(context, node + 1, key, table) : invalid(context, node);
    case NodeKind.Prefix:
      return foldNegative(context, node) ?? buildExpressionValue(context, node);
    case NodeKind.Template:
      // Functions of other languages are carried as they are.
      return key.endsWith('_fujsen') ? verbatim(context, node) : buildExpressionValue(context, node);
    case NodeKind.Error:
      return invalid(context, node);
    default:
      return buildExpressionValue(context, node);
  }
}

function invalid({ tree, file }: ValueContext, node: number): Value {
  return { kind: 'invalid', file, span: nodeSpan(tree, node) };
}

function buildLiteral(context: ValueContext, node: number, key: string, table: DraftTable): Value {
  const { tree } = context;
  const token = firstToken(tree, node);
  const kind = tokenKind(tree, token);
  const start = tokenStart(tree, token);
  const end = tokenEnd(tree, token);
  const span = { start, end };
  const value = literalValue(tree, token, span);
  if (value === undefined) return buildExpressionValue(context, node);
  if (kind === TokenKind.Number) {
    if (end - start >= UNSAFE_DIGITS) checkPrecision(context, tree.text.slice(start, end), value, span);
  } else if (kind === TokenKind.Atom) {
    context.bareWords.push({ word: tokenText(tree, token), key, span, table });
  } else if (tree.text.charCodeAt(start + 1) === 64) {
    const text = tokenText(tree, token);
    if (quotedCall.test(text)) complain(context, kinds.quotedOperator, span, [text]);
  }
  return value;
}

/** Integers beyond 2^53 are not all numbers of IEEE 754: say so where digits are lost. */
function checkPrecision(context: ValueContext, text: string, value: Value, span: Span): void {
  if (value.kind !== 'scalar' || typeof value.value !== 'number' || Number.isSafeInteger(value.value)) return;
  const digits = text.replaceAll('_', '');
  if (!/^(?:\d+|0[xX][\dA-Fa-f]+|0[oO][0-7]+|0[bB][01]+)$/.test(digits)) return;
  if (BigInt(digits) === BigInt(value.value)) return;
  complain(context, kinds.impreciseNumber, span, [text, String(value.value)]);
}

/** Builds an inline object or the braces of a block into a table of its own. */
function buildObject(context: ValueContext, node: number): Value {
  const table = makeTable(context, nodeSpan(context.tree, node));
  buildMembers(context, node, table);
  return table;
}

/** Puts the members of an object node into `table`. */
export function buildMembers(context: ValueContext, node: number, table: DraftTable): void {
  const { tree } = context;
  const end = endNode(tree, node);
  for (let child = node + 1; child < end; child = endNode(tree, child)) {
    if (nodeKind(tree, child) !== NodeKind.Member) continue;
    const segments = keySegments(tree, child + 1);
    const last = segments[segments.length - 1];
    if (last === undefined) continue;
    const target = segments.length === 1 ? table : enterPath(context, table, segments);
    const valueNode = endNode(tree, child + 1);
    if (valueNode >= endNode(tree, child)) {
      setMember(context, target, last, emptyValue(context, last.key, last.span));
    } else if (nodeKind(tree, valueNode) === NodeKind.Object && !hasAssign(tree, child, valueNode)) {
      buildMembers(context, valueNode, enterTable(context, target, last));
    } else {
      setMember(context, target, last, buildValue(context, valueNode, last.key, target));
    }
  }
}

/** Tells whether `=` or `:` stands between the path of a member and its object: without one it is a block. */
function hasAssign(tree: SyntaxTree, member: number, value: number): boolean {
  for (let token = firstToken(tree, member); token < firstToken(tree, value); token++) {
    const kind = tokenKind(tree, token);
    if (kind === TokenKind.Equals || kind === TokenKind.Colon) return true;
  }
  return false;
}

/** `key =` with nothing after it means null, and should say so. */
export function emptyValue(context: BuildContext, key: string, span: Span): Value {
  complain(context, kinds.emptyValue, span, [key]);
  return { kind: 'scalar', value: null, file: context.file, span: { start: span.end, end: span.end } };
}

function buildDashList(context: ValueContext, node: number, key: string, table: DraftTable): Value {
  const { tree, file } = context;
  const elements: Value[] = [];
  for (const item of childNodes(tree, node)) {
    if (nodeKind(tree, item) !== NodeKind.DashItem) continue;
    if (item + 1 < endNode(tree, item)) elements.push(buildValue(context, item + 1, key, table));
    else elements.push(emptyValue(context, '-', nodeSpan(tree, item)));
  }
  return { kind: 'array', elements, file, span: nodeSpan(tree, node) };
}

/** `-5` and `-5m` are constants, though the minus is an operator. */
function foldNegative({ tree }: ValueContext, node: number): Value | undefined {
  const span = nodeSpan(tree, node);
  const text = tree.text.slice(span.start, span.end);
  if (nodeKind(tree, node + 1) !== NodeKind.Literal || !/^-\s*\d/.test(text)) return undefined;
  const token = firstToken(tree, node + 1);
  const value = literalValue(tree, token, span);
  if (value?.kind === 'scalar' && typeof value.value === 'number') return { ...value, value: -value.value };
  if (value?.kind === 'quantity') return { ...value, number: -value.number, text: `-${value.text}` };
  return undefined;
}

function buildExpressionValue({ tree, file }: ValueContext, node: number): Value {
  const expression = buildExpression(tree, node);
  const span = nodeSpan(tree, node);
  if (expression.kind === 'literal') return { kind: 'scalar', value: expression.value, file, span };
  if (holdsInvalid(expression)) return { kind: 'invalid', file, span };
  return { kind: 'expression', expression, text: nodeText(tree, node), file, span };
}

/** Tells whether a part of an expression could not be parsed. Its diagnostic is reported, so the whole is invalid. */
function holdsInvalid(expression: Expression): boolean {
  switch (expression.kind) {
    case 'invalid':
      return true;
    case 'interpolation':
      return expression.parts.some((part) => typeof part !== 'string' && holdsInvalid(part));
    case 'unary':
      return holdsInvalid(expression.operand);
    case 'binary':
      return holdsInvalid(expression.left) || holdsInvalid(expression.right);
    case 'conditional':
      return [expression.condition, expression.consequent, expression.alternate].some(holdsInvalid);
    case 'member':
      return holdsInvalid(expression.base);
    case 'index':
      return holdsInvalid(expression.base) || holdsInvalid(expression.index);
    case 'call':
      return holdsInvalid(expression.callee) || expression.arguments.some(({ value }) => holdsInvalid(value));
    case 'array':
      return expression.elements.some(holdsInvalid);
    case 'object':
      return expression.members.some(({ value }) => holdsInvalid(value));
    default:
      return false;
  }
}

function verbatim({ tree, file }: ValueContext, node: number): Value {
  const text = nodeText(tree, node);
  const triple = text.startsWith('"""');
  const quotes = triple ? 3 : 1;
  const body = text.slice(quotes, -quotes);
  return { kind: 'scalar', value: unescapeString(triple ? tripleBody(body) : body), file, span: nodeSpan(tree, node) };
}
