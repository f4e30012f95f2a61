import type { Diagnostic, Document, Value } from '@tsk/parser';
import { collectNames, type Names } from './scope.ts';
import { sizeOf } from './values.ts';

/** How deep expressions and tables may nest before the evaluator gives up. */
export const maxDepth = 400;

/** Characters, roughly, that references and strings may make in one document. */
const maxRoom = 4_000_000;

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
}

/** Starts evaluating a document. */
export function startSession(document: Document): Session {
  return {
    names: collectNames(document),
    diagnostics: [],
    open: new Map(),
    done: new Map(),
    active: new Set(),
    depth: 0,
    room: maxRoom,
  };
}

/** Takes the room of a copied or made value; false where none is left. */
export function takeRoom(session: Session, value: Value): boolean {
  session.room -= sizeOf(value);
  return session.room >= 0;
}
