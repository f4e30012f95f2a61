import type { Place, Span } from '../text/place.ts';
import type { Expression } from './expression.ts';

/** Every value knows where it was written. */
interface Placed extends Place {}

/** A string, number, boolean or null. */
export interface ScalarValue extends Placed {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

/** A number with a unit, such as `30s`, `10MB` or `80%`. */
export interface QuantityValue extends Placed {
  readonly kind: 'quantity';
  readonly number: number;
  /** The unit as written: `s`, `MB`, `%`. */
  readonly unit: string;
  /** The source text, which is also its JSON form. */
  readonly text: string;
}

/** A range of integers, `8000-9000` or `1...5`, both ends included. */
export interface RangeValue extends Placed {
  readonly kind: 'range';
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A date or date-time literal; its JSON form is its text. */
export interface DateTimeValue extends Placed {
  readonly kind: 'datetime';
  readonly text: string;
}

/** An array, in order. */
export interface ArrayValue extends Placed {
  readonly kind: 'array';
  readonly elements: readonly Value[];
}

/** A key of a table with its value; `keySpan` is the last segment of the key that names it. */
export interface Member {
  readonly key: string;
  readonly keySpan: Span;
  /** The file the key stands in: a table may be merged from several. */
  readonly file: string;
  readonly value: Value;
}

/** A table: the document's root, a section, a block or an inline object. */
export interface TableValue extends Placed {
  readonly kind: 'table';
  /** In the order of first appearance. */
  readonly members: ReadonlyMap<string, Member>;
}

/** An expression, `$reference`, `@operator` call or interpolated string that is not (yet) evaluated. */
export interface ExpressionValue extends Placed {
  readonly kind: 'expression';
  readonly expression: Expression;
  /** The source text of the expression. */
  readonly text: string;
}

/**
 * A value that is known only when the runtime starts: `@env("NAME", default)`.
 * It is made by the evaluator; a document straight from the parser has none.
 */
export interface DeferredValue extends Placed {
  readonly kind: 'deferred';
  readonly operator: 'env';
  readonly name: string;
  readonly defaultValue?: string | number | boolean | null;
  /** The source text of the expression. */
  readonly text: string;
}

/** A value that could not be made; its diagnostic is already reported, so later stages keep silent about it. */
export interface InvalidValue extends Placed {
  readonly kind: 'invalid';
}

/** What a key can hold. */
export type Value =
  | ScalarValue
  | QuantityValue
  | RangeValue
  | DateTimeValue
  | ArrayValue
  | TableValue
  | ExpressionValue
  | DeferredValue
  | InvalidValue;
