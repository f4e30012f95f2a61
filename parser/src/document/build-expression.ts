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
import type { BinaryOperator, CallArgument, Expression, ObjectExpression } from './expression.ts';
import { keySegments } from './keys.ts';
import { tokenExpression } from './literals.ts';
import { groupOperators } from './precedence.ts';
import { tripleBody, unescapeString } from './string-text.ts';

/** Builds the typed tree of the expression that a node of the syntax tree is. */
export function buildExpression(tree: SyntaxTree, node: number): Expression {
  const span = nodeSpan(tree, node);
  switch (nodeKind(tree, node)) {
    case NodeKind.Literal:
      return tokenExpression(tree, firstToken(tree, node), span);
    case NodeKind.Template:
      return buildTemplate(tree, node);
    case NodeKind.Group:
      return onlyChild(tree, node);
    case NodeKind.Prefix:
      return buildPrefix(tree, node);
    case NodeKind.Infix:
      return buildInfix(tree, node);
    case NodeKind.Conditional: {
      const [condition, consequent, alternate] = [...childNodes(tree, node)].map((child) =>
        buildExpression(tree, child),
      );
      if (condition === undefined || consequent === undefined || alternate === undefined)
        return { kind: 'invalid', span };
      return { kind: 'conditional', span, condition, consequent, alternate };
    }
    case NodeKind.Chain:
      return buildChain(tree, node);
    case NodeKind.Array:
      return {
        kind: 'array',
        span,
        elements: [...childNodes(tree, node)].map((child) => buildExpression(tree, child)),
      };
    case NodeKind.Object:
      return buildObject(tree, node);
    default:
      return { kind: 'invalid', span };
  }
}

function onlyChild(tree: SyntaxTree, node: number): Expression {
  return node + 1 < endNode(tree, node)
    ? buildExpression(tree, node + 1)
    : { kind: 'invalid', span: nodeSpan(tree, node) };
}

function buildPrefix(tree: SyntaxTree, node: number): Expression {
  const { end } = nodeSpan(tree, node);
  let expression = onlyChild(tree, node);
  const first = firstToken(tree, node);
  const stop = node + 1 < endNode(tree, node) ? firstToken(tree, node + 1) : endToken(tree, node);
  for (let token = stop - 1; token >= first; token--) {
    if (tokenKind(tree, token) !== TokenKind.Prefix) continue;
    const operator = tokenText(tree, token) === '!' ? '!' : '-';
    expression = { kind: 'unary', span: { start: tokenStart(tree, token), end }, operator, operand: expression };
  }
  return expression;
}

function buildInfix(tree: SyntaxTree, node: number): Expression {
  const operands: Expression[] = [];
  const operators: BinaryOperator[] = [];
  let after = -1;
  for (const child of childNodes(tree, node)) {
    if (after >= 0) operators.push(operatorBetween(tree, after, firstToken(tree, child)));
    operands.push(buildExpression(tree, child));
    after = endToken(tree, child);
  }
  return groupOperators(operands, operators);
}

/** The infix operator among the tokens from `first` up to `end`; those that were refused stand for what was meant. */
function operatorBetween(tree: SyntaxTree, first: number, end: number): BinaryOperator {
  for (let token = first; token <= end; token++) {
    if (tokenKind(tree, token) !== TokenKind.Infix) continue;
    const text = tokenText(tree, token);
    if (text === '===') return '==';
    if (text === '!==') return '!=';
    if (text === '|' || text === '|>') return '??';
    return text as BinaryOperator;
  }
  return '+';
}

function buildChain(tree: SyntaxTree, node: number): Expression {
  const { start } = nodeSpan(tree, node);
  let base = onlyChild(tree, node);
  let first = true;
  for (const child of childNodes(tree, node)) {
    if (!first) base = buildSuffix(tree, child, base, start);
    first = false;
  }
  return base;
}

function buildSuffix(tree: SyntaxTree, node: number, base: Expression, start: number): Expression {
  const span = { start, end: nodeSpan(tree, node).end };
  const kind = nodeKind(tree, node);
  if (kind === NodeKind.Index) return { kind: 'index', span, base, index: onlyChild(tree, node) };
  if (kind === NodeKind.Call) return { kind: 'call', span, callee: base, arguments: callArguments(tree, node) };
  const last = endToken(tree, node) - 1;
  if (kind !== NodeKind.Access || tokenKind(tree, last) !== TokenKind.Name) return { kind: 'invalid', span };
  const optional = tokenKind(tree, firstToken(tree, node)) === TokenKind.OptionalDot;
  return { kind: 'member', span, base, name: tokenText(tree, last), optional };
}

/** The arguments of a call node. */
export function callArguments(tree: SyntaxTree, node: number): CallArgument[] {
  const found: CallArgument[] = [];
  for (const child of childNodes(tree, node)) {
    if (nodeKind(tree, child) !== NodeKind.Argument) continue;
    const broken = [...childNodes(tree, child)].some((part) => nodeKind(tree, part) === NodeKind.Error);
    const value: Expression = broken ? { kind: 'invalid', span: nodeSpan(tree, child) } : onlyChild(tree, child);
    const first = firstToken(tree, child);
    const named = child + 1 < endNode(tree, child) && firstToken(tree, child + 1) > first;
    found.push(named ? { name: tokenText(tree, first), value } : { value });
  }
  return found;
}

/** A string with interpolations: texts and expressions in order. What is no expression in a triple string stays text. */
function buildTemplate(tree: SyntaxTree, node: number): Expression {
  const triple = tokenKind(tree, firstToken(tree, node)) === TokenKind.TripleStart;
  const parts: (string | Expression)[] = [];
  const addText = (text: string): void => {
    const last = parts[parts.length - 1];
    if (typeof last === 'string') parts[parts.length - 1] = last + text;
    else if (text !== '') parts.push(text);
  };
  let token = firstToken(tree, node);
  const addTokens = (end: number): void => {
    for (; token < end; token++) addText(templateText(tree, token, triple));
  };
  for (const child of childNodes(tree, node)) {
    addTokens(firstToken(tree, child));
    if (nodeKind(tree, child) === NodeKind.Error && triple) addText(nodeText(tree, child));
    else parts.push(onlyChild(tree, child));
    token = endToken(tree, child);
  }
  addTokens(endToken(tree, node));
  if (parts.every((part) => typeof part === 'string'))
    return { kind: 'literal', span: nodeSpan(tree, node), value: parts.join('') };
  return { kind: 'interpolation', span: nodeSpan(tree, node), triple, parts };
}

/** The text that a token of a template contributes. */
function templateText(tree: SyntaxTree, token: number, triple: boolean): string {
  const text = tree.text.slice(tokenStart(tree, token), tokenEnd(tree, token));
  const quotes = triple ? 3 : 1;
  switch (tokenKind(tree, token)) {
    case TokenKind.StringStart:
      return unescapeString(text.slice(1));
    case TokenKind.TripleStart:
      return unescapeString(tripleBody(text.slice(3)));
    case TokenKind.StringText:
      return unescapeString(text);
    case TokenKind.StringEnd:
      return unescapeString(text.endsWith('"') ? text.slice(0, -quotes) : text);
    default:
      return '';
  }
}

function buildObject(tree: SyntaxTree, node: number): ObjectExpression {
  const members: ObjectExpression['members'][number][] = [];
  for (const child of childNodes(tree, node)) {
    if (nodeKind(tree, child) !== NodeKind.Member) continue;
    const segments = keySegments(tree, child + 1);
    const last = segments[segments.length - 1];
    if (last === undefined) continue;
    const valueNode = endNode(tree, child + 1);
    const value: Expression =
      valueNode < endNode(tree, child)
        ? buildExpression(tree, valueNode)
        : { kind: 'literal', span: nodeSpan(tree, child), value: null };
    members.push({ path: segments.map(({ key }) => key), keySpan: last.span, value });
  }
  return { kind: 'object', span: nodeSpan(tree, node), members };
}
