import type { Diagnostic, Place, Value } from '@tsk/parser';
import type { Schema } from '../base/schema.ts';

/** Plain data for the validator: what was written, heads and switches opened, quantities as numbers in the schema's unit. */
export type Instance = string | number | boolean | null | Instance[] | { [key: string]: Instance };

/** What stands at one pointer of the instance. */
export interface Written {
  readonly path: readonly (string | number)[];
  readonly schema: Schema;
  readonly value: Value;
  /** The key that names the value; of an element of a list, the value. */
  readonly key: Place;
  /** What the environment holds for the value, where it was looked up. */
  readonly lookedUp?: string | number | boolean;
}

/** The values of a document as plain data, and the way back from each to where it was written. */
export interface Reading {
  readonly instance: Instance;
  readonly written: ReadonlyMap<string, Written>;
  /** Pointers at which the instance holds null for want of a value: not evaluated yet, or already reported. */
  readonly holes: ReadonlySet<string>;
  /** Pointers of values that the runtime looks up when it starts. */
  readonly deferred: ReadonlySet<string>;
  readonly findings: readonly Diagnostic[];
}

/** The environment to look variables up in; undefined leaves them to the runtime. */
export type Environment = Readonly<Record<string, string | undefined>> | undefined;

/** A reading while it is being made. */
export interface OpenReading {
  readonly environment: Environment;
  readonly written: Map<string, Written>;
  readonly holes: Set<string>;
  readonly deferred: Set<string>;
  readonly findings: Diagnostic[];
}

/** Leaves null where there is no value, and reports why unless that is done already. */
export function leaveHole(reading: OpenReading, pointer: string, finding?: Diagnostic): null {
  reading.holes.add(pointer);
  if (finding !== undefined) reading.findings.push(finding);
  return null;
}
