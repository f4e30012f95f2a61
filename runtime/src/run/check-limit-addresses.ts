import { findOrigin, type Plan } from '@tsk/schemas/plan';
import { createTrustCheck, TrustedProxyError } from '../http/forwarded.ts';
import { RuntimeStartError } from './start-error.ts';

/** Makes sure that the lists of limits hold addresses and blocks only; throws `RuntimeStartError` that cites the one that is neither. */
export function checkLimitAddresses(plan: Plan): void {
  for (const list of ['allow', 'deny'] as const) {
    for (const [index, address] of plan.limits[list].entries()) {
      try {
        createTrustCheck([address]);
      } catch (error) {
        if (!(error instanceof TrustedProxyError)) throw error;
        const message = `An address of the rate limits is of no use: ${error.message}. Correct or remove it.`;
        throw new RuntimeStartError('TSK7107', message, findOrigin(plan, `/limits/${list}/${index}`), error);
      }
    }
  }
}
