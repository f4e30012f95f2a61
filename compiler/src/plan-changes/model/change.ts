import type { OriginPlace } from '@tsk/schemas/plan';

/** What a change of a plan has an effect on; `other` is what none of the rules speaks of. */
export type Effect = 'capacity' | 'cost' | 'availability' | 'security' | 'other';

/** The effects in the order in which they are told. */
export const effects: readonly Effect[] = Object.freeze(['capacity', 'cost', 'availability', 'security', 'other']);

/** What a change means for one of the effects. */
export interface Judgement {
  readonly effect: Effect;
  /** Whether there is less of it, more of it, or something else; for cost, `worse` is more expensive. */
  readonly trend: 'worse' | 'better' | 'different';
  /** Whether something that was promised no longer holds. */
  readonly isBreaking: boolean;
  /** Why it matters, in one sentence. */
  readonly why: string;
}

/** A value that two plans have in common by its place, and not by what it is. */
export interface ValueChange {
  /** Where it is in the plan, with names in place of the numbers of a list. */
  readonly path: readonly string[];
  /** Undefined where the plan has no such value. */
  readonly before: unknown;
  readonly after: unknown;
}

/** A change of a plan, with all that is to be told about it. */
export interface PlanChange extends ValueChange {
  /** The key that was written, or else the path in the plan. */
  readonly key: string;
  /** The values in the units that a person writes; undefined where there is none. */
  readonly shownBefore: string | undefined;
  readonly shownAfter: string | undefined;
  /** At least one. */
  readonly judgements: readonly Judgement[];
  readonly isBreaking: boolean;
  /** Where the new value is written, or where the old one was. */
  readonly origin?: OriginPlace;
  /** Whether `origin` is of the old plan, because the new value is written nowhere. */
  readonly isOldOrigin: boolean;
}
