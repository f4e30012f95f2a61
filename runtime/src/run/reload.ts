import type { Plan } from '@tsk/schemas/plan';
import type { ReloadOutcome } from '../admin/reload-outcome.ts';
import type { Log } from '../monitor/log.ts';
import { diffPlans } from './plan-diff.ts';
import type { ReadPlan } from './plan-file.ts';
import { formatProblem, RuntimeStartError } from './start-error.ts';

/** What a reload works on. */
export interface ReloadOptions {
  readonly plan: Plan;
  /** Reads the plan anew. */
  readonly read: () => Promise<ReadPlan>;
  /** Makes everything that can fail, and gives how to put it in place. Rejects with `RuntimeStartError`. */
  readonly prepare: (next: Plan) => Promise<() => void>;
  readonly log: Log;
}

/** Goes over to plans as they come, one at a time. */
export interface Reloader {
  /** The plan that holds now. */
  readonly plan: Plan;
  reload(): Promise<ReloadOutcome>;
}

/** A reloader that starts from a plan. A plan that is of no use changes nothing. */
export function createReloader({ plan, read, prepare, log }: ReloadOptions): Reloader {
  let current = plan;
  let last: Promise<unknown> = Promise.resolve();

  async function reload(): Promise<ReloadOutcome> {
    const result = await read();
    if (!result.ok) return result;
    const { applied } = diffPlans(current, result.plan);
    // Against the first plan: what waits for a restart does so until there is one.
    const { needsRestart } = diffPlans(plan, result.plan);
    try {
      const putInPlace = await prepare(result.plan);
      putInPlace();
    } catch (error) {
      if (!(error instanceof RuntimeStartError)) throw error;
      return { ok: false, problems: [error] };
    }
    current = result.plan;
    return { ok: true, applied, needsRestart };
  }

  return {
    get plan() {
      return current;
    },
    reload() {
      const turn = last.then(reload).then((outcome) => tell(outcome, log));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

function tell(outcome: ReloadOutcome, log: Log): ReloadOutcome {
  if (!outcome.ok) {
    for (const problem of outcome.problems)
      log.error(`The new plan is of no use, the old one goes on: ${formatProblem(problem)}`);
    return outcome;
  }
  const { applied, needsRestart } = outcome;
  log.info(applied.length === 0 ? 'Reloaded: nothing to change.' : `Reloaded: ${applied.join(', ')}.`, {
    event: 'reload',
  });
  if (needsRestart.length > 0) log.warn(`Changed in the plan, but not before a restart: ${needsRestart.join(', ')}.`);
  return outcome;
}
