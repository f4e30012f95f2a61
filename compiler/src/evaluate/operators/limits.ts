import type { Outcome } from './operator.ts';

/** Characters that a text made by one call may have. */
const maxText = 1_000_000;

/** Elements that an array made by one call may have. */
const maxElements = 100_000;

/** What stands in the way of a text of so many characters; undefined where nothing does. */
export function refuseText(length: number): Outcome | undefined {
  return length > maxText
    ? { kind: 'excess', limit: `its text would have more than ${maxText} characters` }
    : undefined;
}

/** What stands in the way of an array of so many elements; undefined where nothing does. */
export function refuseElements(count: number): Outcome | undefined {
  return count > maxElements
    ? { kind: 'excess', limit: `its array would have more than ${maxElements} elements` }
    : undefined;
}
