import { type Json, type Place, toJson, type Value } from '@tsk/parser';
import type { Session } from './session.ts';

/** How a part of a value came to be; `from` is how its own parts did. */
export type TraceStep =
  | {
      readonly kind: 'reference';
      /** Where the reference stands, and as what: `$name`, `a.b[0]`. */
      readonly place: Place;
      readonly name: string;
      /** Where the value that it leads to is written. */
      readonly declared: Place;
      readonly value: Json;
      readonly from: readonly TraceStep[];
    }
  | {
      readonly kind: 'operator';
      readonly place: Place;
      /** The operator with its method: `@string.upper`. */
      readonly name: string;
      readonly arguments: readonly Json[];
      readonly value: Json;
      readonly from: readonly TraceStep[];
    };

/** The steps of one level while they are collected. */
export type Trace = TraceStep[];

/** Runs a part of an evaluation; where an explanation is asked for, adds the step that `describe` makes of it. */
export function traced(session: Session, run: () => Value, describe: (value: Json, from: Trace) => TraceStep): Value {
  const outer = session.trace;
  if (outer === undefined) return run();
  const from: Trace = [];
  session.trace = from;
  const value = run();
  session.trace = outer;
  outer.push(describe(toJson(value), from));
  return value;
}
