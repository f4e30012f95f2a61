import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, relate, swapValues } from '../common/check.ts';

const kind: DiagnosticKind<[what: string, min: number, max: number]> = {
  code: 'TSK5101',
  mnemonic: 'E_MIN_OVER_MAX',
  severity: 'error',
  title: 'Minimum above the maximum',
  message: (what, min, max) => `The minimum of ${what} is ${min} instances, and the maximum only ${max}.`,
};

/** A lower bound above its upper bound: no number of instances is in between. */
export const minOverMax: Check = {
  kinds: [kind],
  *find(context: CheckContext) {
    const { scaling } = context.plan;
    const ranges = [
      ['scaling', scaling],
      ['`scale_up`', scaling.scaleUp],
      ['`scale_down`', scaling.scaleDown],
    ] as const;
    const reported = new Set<unknown>();
    for (const [what, { minInstances, maxInstances }] of ranges) {
      const [min, max] = [known(minInstances), known(maxInstances)];
      const place = firstPlace(minInstances, maxInstances);
      if (min === undefined || max === undefined || min <= max || place === undefined || reported.has(place)) continue;
      reported.add(place);
      // The bounds of a policy have a counterpart in the other policy, which an exchange would contradict.
      const isOfPolicy = [minInstances, maxInstances].some(({ key }) => key?.includes('.policies.'));
      const fix = isOfPolicy ? undefined : swapValues(context, minInstances, maxInstances);
      yield report(kind, place, [what, min, max], { related: relate([maxInstances, `the maximum is ${max}`]), fix });
    }
  },
};
