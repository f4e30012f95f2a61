export { buildDocument } from './document/build-document.ts';
export { documentDiagnostics } from './document/diagnostics.ts';
export type {
  Document,
  IncludeStatement,
  OperatorStatement,
  VariableDeclaration,
} from './document/document.ts';
export type {
  ArrayExpression,
  BinaryExpression,
  BinaryOperator,
  CallArgument,
  CallExpression,
  ConditionalExpression,
  Expression,
  IndexExpression,
  InterpolationExpression,
  InvalidExpression,
  LiteralExpression,
  MemberExpression,
  NameExpression,
  ObjectExpression,
  OperatorExpression,
  TypedLiteralExpression,
  UnaryExpression,
  VariableExpression,
} from './document/expression.ts';
export type { Json } from './document/to-json.ts';
export { toJson } from './document/to-json.ts';
export type {
  ArrayValue,
  DateTimeValue,
  DeferredValue,
  ExpressionValue,
  InvalidValue,
  Member,
  QuantityValue,
  RangeValue,
  ScalarValue,
  TableValue,
  Value,
} from './document/value.ts';
export { applyEdits } from './format/edits.ts';
export { format, formatEdits } from './format/format.ts';
export type { FormatOptions } from './format/options.ts';
export { parseDocument } from './parse-document.ts';
export { reparseDocument } from './reparse-document.ts';
export { MAX_DEPTH } from './syntax/brackets.ts';
export { syntaxDiagnostics } from './syntax/diagnostics.ts';
export { NodeKind, nodeKindName } from './syntax/node-kind.ts';
export type { ParseOptions } from './syntax/parse.ts';
export { parse } from './syntax/parse.ts';
export { reparse } from './syntax/reparse.ts';
export type { SyntaxTree } from './syntax/syntax-tree.ts';
export {
  childNodes,
  endNode,
  endToken,
  firstToken,
  nodeKind,
  nodeSpan,
  nodesAt,
  nodeText,
  tokenAt,
  tokenEnd,
  tokenKind,
  tokenStart,
  tokenText,
} from './syntax/syntax-tree.ts';
export { isTrivia, TokenKind, tokenKindName } from './syntax/token-kind.ts';
export type { NodeColumns } from './syntax/tree-builder.ts';
export type { DiagnosticKind } from './text/catalogue.ts';
export { report } from './text/catalogue.ts';
export type { Diagnostic, DiagnosticTag, Fix, RelatedPlace, Severity, TextEdit } from './text/diagnostic.ts';
export type { LineColumn, LineIndex } from './text/line-index.ts';
export { buildLineIndex } from './text/line-index.ts';
export type { Place, Span } from './text/place.ts';
