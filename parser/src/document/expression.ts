import type { Span } from '../text/place.ts';

/** A literal inside an expression. */
export interface LiteralExpression {
  readonly kind: 'literal';
  readonly span: Span;
  readonly value: string | number | boolean | null;
}

/** A typed literal inside an expression, kept as its text: `30s`, `1-9`, `2024-01-15`. */
export interface TypedLiteralExpression {
  readonly kind: 'quantity' | 'range' | 'datetime';
  readonly span: Span;
  readonly text: string;
}

/** `$name`, the document's variable or key of that name. */
export interface VariableExpression {
  readonly kind: 'variable';
  readonly span: Span;
  readonly name: string;
}

/** A bare `name` in an expression: a reference by scope. */
export interface NameExpression {
  readonly kind: 'name';
  readonly span: Span;
  readonly name: string;
}

/** `@name`, the head of an operator call. */
export interface OperatorExpression {
  readonly kind: 'operator';
  readonly span: Span;
  readonly name: string;
}

/** A string with `${…}` parts: literal texts and expressions, in order. `triple` strings leave unknown names verbatim. */
export interface InterpolationExpression {
  readonly kind: 'interpolation';
  readonly span: Span;
  readonly triple: boolean;
  readonly parts: readonly (string | Expression)[];
}

/** `-x`, `!x`. */
export interface UnaryExpression {
  readonly kind: 'unary';
  readonly span: Span;
  readonly operator: '-' | '!';
  readonly operand: Expression;
}

/** Every infix operator of the language. `^` and `**` are both exponentiation. */
export type BinaryOperator =
  | '??'
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '**';

export interface BinaryExpression {
  readonly kind: 'binary';
  readonly span: Span;
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `condition ? consequent : alternate`. */
export interface ConditionalExpression {
  readonly kind: 'conditional';
  readonly span: Span;
  readonly condition: Expression;
  readonly consequent: Expression;
  readonly alternate: Expression;
}

/** `base.name` or `base?.name`. */
export interface MemberExpression {
  readonly kind: 'member';
  readonly span: Span;
  readonly base: Expression;
  readonly name: string;
  readonly optional: boolean;
}

/** `base[index]`. */
export interface IndexExpression {
  readonly kind: 'index';
  readonly span: Span;
  readonly base: Expression;
  readonly index: Expression;
}

/** One argument of a call; `name` where it is a named one. */
export interface CallArgument {
  readonly name?: string;
  readonly value: Expression;
}

/** `callee(arguments)`. */
export interface CallExpression {
  readonly kind: 'call';
  readonly span: Span;
  readonly callee: Expression;
  readonly arguments: readonly CallArgument[];
}

/** `[a, b]` inside an expression. As a whole value an array is an `ArrayValue`, whatever its elements are. */
export interface ArrayExpression {
  readonly kind: 'array';
  readonly span: Span;
  readonly elements: readonly Expression[];
}

/** `{ a: x }` inside an expression. As a whole value it is a `TableValue`. */
export interface ObjectExpression {
  readonly kind: 'object';
  readonly span: Span;
  readonly members: readonly { readonly path: readonly string[]; readonly keySpan: Span; readonly value: Expression }[];
}

/** An expression of which a part could not be parsed; its diagnostic is reported. */
export interface InvalidExpression {
  readonly kind: 'invalid';
  readonly span: Span;
}

/** The typed tree of an expression, without trivia. */
export type Expression =
  | LiteralExpression
  | TypedLiteralExpression
  | VariableExpression
  | NameExpression
  | OperatorExpression
  | InterpolationExpression
  | UnaryExpression
  | BinaryExpression
  | ConditionalExpression
  | MemberExpression
  | IndexExpression
  | CallExpression
  | ArrayExpression
  | ObjectExpression
  | InvalidExpression;
