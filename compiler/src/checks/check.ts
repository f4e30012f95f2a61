import type { Diagnostic, DiagnosticKind, Place, RelatedPlace } from '@tsk/parser';
import { known, type Leaf } from '../lower/draft.ts';
import type { PlanDraft } from '../lower/lower.ts';
import type { Settings } from '../lower/settings.ts';

/** What a check looks at: the plan with the place of each value, and the settings behind it. */
export interface CheckContext {
  readonly plan: PlanDraft;
  readonly settings: Settings;
  /** The source text at a place. */
  readonly textAt: (place: Place) => string;
}

/** A check of what a configuration means. It states only what is true of the given configuration. */
export interface Check {
  /** The kinds of finding that it can make. */
  readonly kinds: readonly Omit<DiagnosticKind, 'message'>[];
  readonly find: (context: CheckContext) => Iterable<Diagnostic>;
}

/** The place of the first of the values that was written; undefined where all are defaults, which nobody can change. */
export function firstPlace(...leaves: readonly Leaf<unknown>[]): Place | undefined {
  return leaves.find(({ place }) => place !== undefined)?.place;
}

/** The other places that a finding speaks of; values that were not written are left out. */
export function relate(
  ...others: readonly (readonly [leaf: Leaf<unknown>, message: string])[]
): readonly RelatedPlace[] {
  return others.flatMap(([{ place }, message]) => (place === undefined ? [] : [{ ...place, message }]));
}

/** True where a switch is known to be on. */
export function isOn(leaf: Leaf<boolean>): boolean {
  return known(leaf) === true;
}

/** A time as it is spoken of: `30 s`, `250 ms`. */
export function showDuration(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}

/** The source text of a value, where it can be written elsewhere as well: a literal that depends on nothing around it. */
export function literalAt({ textAt }: CheckContext, place: Place): string | undefined {
  const text = textAt(place);
  return text.length <= 40 && !/[\n\r{[$@]/.test(text) ? text : undefined;
}
