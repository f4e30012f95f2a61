import { parentPointer } from '../base/pointer.ts';
import type { Plan } from '../generated/plan-types.ts';

/** A place in a source file: what a message about a running system cites. */
export interface OriginPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** The dotted key in that file. */
  readonly key: string;
}

/** Where the value at a JSON pointer was written: its own origin, or that of the nearest value that holds it. */
export function findOrigin(plan: Pick<Plan, 'origins' | 'sources'>, pointer: string): OriginPlace | undefined {
  return readOrigin(plan, pointer);
}

/** The same for something that is not known to be a plan: what does not look like an origin is passed over. */
export function readOrigin(plan: unknown, pointer: string): OriginPlace | undefined {
  const origins = memberOf(plan, 'origins');
  for (let at: string | undefined = pointer; at !== undefined; at = parentPointer(at)) {
    const origin = memberOf(origins, at);
    const file = memberOf(memberOf(memberOf(plan, 'sources'), memberOf(origin, 'source')), 'path');
    const line = memberOf(origin, 'line');
    const column = memberOf(origin, 'column');
    const key = memberOf(origin, 'key');
    const isWhole = typeof line === 'number' && typeof column === 'number' && typeof key === 'string';
    if (typeof file === 'string' && isWhole) return { file, line, column, key };
  }
  return undefined;
}

function memberOf(value: unknown, key: unknown): unknown {
  if (typeof value !== 'object' || value === null || (typeof key !== 'string' && typeof key !== 'number'))
    return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}
