import type { Json, Place, Value } from '@tsk/parser';
import type { Parameter } from './parameters.ts';

/** What an argument has to be, or what a call gives, in the words of messages and documentation. */
export type OperatorType =
  | 'anything'
  | 'a text'
  | 'a number'
  | 'a whole number'
  | 'true or false'
  | 'an array'
  | 'an array of texts'
  | 'an array of numbers'
  | 'a table'
  | 'an array of tables'
  | 'an environment variable'
  | 'an expression for each element';

/** One parameter of an operator, as completion, hover, signature help and the documentation show it. */
export interface OperatorParameter {
  readonly name: string;
  readonly type: OperatorType;
  readonly description: string;
  readonly optional: boolean;
  /** What a missing argument means, as it would be written. */
  readonly default?: string;
  /** True for a last parameter that takes any number of arguments. */
  readonly repeats: boolean;
}

/** A call as it may be written, and what comes of it: the JSON of its value, or the code of a finding. */
export type OperatorExample =
  | { readonly source: string; readonly gives: Json }
  | { readonly source: string; readonly finding: string };

/** What can be called: `@name(…)` itself, whose `name` is '', or one of its methods, `@name.method(…)`. */
export interface OperatorFunction {
  readonly name: string;
  /** What it gives, in one sentence. */
  readonly summary: string;
  readonly parameters: readonly OperatorParameter[];
  readonly result: OperatorType;
  readonly examples: readonly OperatorExample[];
}

/** A function that the compiler can run. */
export interface RunnableFunction extends OperatorFunction {
  readonly parameters: readonly Parameter<unknown>[];
  /** Takes one argument for each parameter, read by it; a repeated parameter takes an array. */
  readonly run: (call: Call, args: readonly unknown[]) => Outcome;
}

/** What a running function may know of its call. */
export interface Call {
  readonly place: Place;
  /** Takes steps of work that depend on more than the size of the arguments; false where none are left. */
  readonly spend: (steps: number) => boolean;
}

/** What a function gives. `problem` completes "@name …", and `excess` "This expression is given up: …". */
export type Outcome =
  | string
  | number
  | boolean
  | null
  | Value
  | { readonly kind: 'problem'; readonly problem: string }
  | { readonly kind: 'excess'; readonly limit: string };

/** A method that is known and not run, and why: completes "… is not evaluated by this compiler: …". */
export interface RefusedMethod {
  readonly name: string;
  readonly reason: string;
}

interface OperatorDescription {
  readonly name: string;
  /** What it is for, in one sentence. */
  readonly summary: string;
  /** More about it, in Markdown; '' where the summary says it all. */
  readonly documentation: string;
}

/** An operator whose functions give the same value for the same arguments, when the configuration is compiled. */
export interface PureOperator extends OperatorDescription {
  readonly availability: 'pure';
  readonly functions: readonly RunnableFunction[];
  readonly refused: readonly RefusedMethod[];
}

/** An operator whose value is known only when the runtime starts. Of these, a plan can hold `@env` alone. */
export interface DeferredOperator extends OperatorDescription {
  readonly availability: 'deferred';
  readonly functions: readonly OperatorFunction[];
  /** Why a plan cannot hold it; undefined for `@env`, which it can. */
  readonly reason: string | undefined;
}

/** An operator that is known, and never run: for a reason that completes "… is not evaluated by this compiler: …". */
export interface RefusedOperator extends OperatorDescription {
  readonly availability: 'refused';
  readonly reason: string;
  readonly examples: readonly OperatorExample[];
}

/** An `@operator`. */
export type Operator = PureOperator | DeferredOperator | RefusedOperator;
