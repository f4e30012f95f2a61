import type { Value } from '@tsk/parser';

/** One parameter of an operator, as completion, hover and the documentation show it. */
export interface OperatorParameter {
  readonly name: string;
  readonly description: string;
  readonly optional: boolean;
}

/** A call of an operator. Arguments are evaluated when asked for, so that an operator can leave one alone. */
export interface OperatorCall {
  /** The names after the operator's own: `['secure']` in `@env.secure("X")`. */
  readonly methods: readonly string[];
  readonly count: number;
  /** The value of an argument, from 0; undefined where there is none. */
  argument(index: number): Value | undefined;
}

/** What a call gives. `problem` completes the sentence "@name …". */
export type OperatorResult =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'environment'; readonly name: string; readonly defaultValue?: string | number | boolean | null }
  | { readonly kind: 'problem'; readonly problem: string };

interface OperatorDescription {
  readonly name: string;
  /** What it is for, in one sentence. */
  readonly summary: string;
  readonly parameters: readonly OperatorParameter[];
  /** Names that may follow with a dot, such as `secure`. */
  readonly methods: readonly string[];
}

/**
 * An `@operator`. `pure`: the same arguments give the same value, at compile time. `deferred`: its value is known when
 * the runtime starts. `refused`: known, and never run by the compiler, for a reason that completes "… is not evaluated: …".
 */
export type Operator =
  | (OperatorDescription & {
      readonly effect: 'pure' | 'deferred';
      readonly evaluate: (call: OperatorCall) => OperatorResult;
    })
  | (OperatorDescription & { readonly effect: 'refused'; readonly reason: string });
