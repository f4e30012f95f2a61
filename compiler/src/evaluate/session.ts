import type { Diagnostic, Document, Value } from '@tsk/parser';
import type { Imports } from './imports.ts';
import { collectNames, type Names } from './scope.ts';
import type { Trace } from './trace.ts';
import { ownSizeOf, sizeOf } from './values/size.ts';

/** How deep expressions and tables may nest before the evaluator gives up. */
export const maxDepth = 400;

/** Characters, roughly, that the expressions of one document may put into its data. */
const maxRoom = 4_000_000;

/** Characters, roughly, of all values that are made while one document is evaluated, most of which are soon forgotten. */
const maxMemory = 32_000_000;

/** Steps that evaluating one document may take: a part of an expression is one, each time that it is evaluated. */
export const maxSteps = 500_000;

/** Characters of a value that are looked at in one step. */
const stepSize = 256;

/** The state of evaluating one document. */
export interface Session {
  readonly names: Names;
  readonly diagnostics: Diagnostic[];
  /** For each expression that stays as it is, the finding to report where its value is needed. */
  readonly open: Map<Value, Diagnostic>;
  /** Values that have been evaluated, by their unevaluated form. */
  readonly done: Map<Value, Value>;
  /** Unevaluated values that are being evaluated now: meeting one again is a cycle. */
  readonly active: Set<Value>;
  depth: number;
  room: number;
  memory: number;
  steps: number;
  /** Whether it is reported that no steps are left. */
  hasGivenUp: boolean;
  /** What is collected for an explanation; undefined where none is asked for. */
  trace: Trace | undefined;
}

/** Starts evaluating a document. */
export function startSession(document: Document, imports: Imports): Session {
  return {
    names: collectNames(document, imports),
    diagnostics: [],
    open: new Map(imports.open),
    done: new Map([...imports.open.keys()].map((value) => [value, value])),
    active: new Set(),
    depth: 0,
    room: maxRoom,
    memory: maxMemory,
    steps: maxSteps,
    hasGivenUp: false,
    trace: undefined,
  };
}

/** Takes the room of a value that is put into the data; false where none is left. */
export function takeRoom(session: Session, value: Value): boolean {
  session.room -= sizeOf(value);
  return session.room >= 0;
}

/** Takes the memory of a value that was made, but not of what it shares with others; false where none is left. */
export function takeMemory(session: Session, value: Value): boolean {
  session.memory -= ownSizeOf(value);
  return session.memory >= 0 && !isTooLarge(value);
}

/** True for a value that is so large when it is written out that nothing is to be done with it. */
export function isTooLarge(value: Value): boolean {
  return sizeOf(value) > maxRoom;
}

/** Takes steps; false where too few are left, and from then on. */
export function takeSteps(session: Session, steps: number): boolean {
  session.steps -= steps;
  return session.steps >= 0;
}

/** The steps that looking at values takes. */
export function stepsFor(values: readonly Value[]): number {
  return values.reduce((steps, value) => steps + Math.floor(sizeOf(value) / stepSize), 1);
}
