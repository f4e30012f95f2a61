import type { OriginPlace } from '@tsk/schemas/plan';

/** What came of a reload: what has changed, or why nothing has. */
export type ReloadOutcome =
  | {
      readonly ok: true;
      /** What has taken effect, as dotted names of plan values such as `balancing.algorithm`. */
      readonly applied: readonly string[];
      /** What stays as it is until the runtime is started anew. */
      readonly needsRestart: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly ReloadProblem[] };

/** What is wrong with a new plan, with where that was written. */
interface ReloadProblem {
  readonly code: string;
  readonly message: string;
  readonly origin?: OriginPlace | undefined;
}
