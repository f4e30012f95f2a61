import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate } from '../common/check.ts';

const kind: DiagnosticKind<[factor: number, count: number]> = {
  code: 'TSK5103',
  mnemonic: 'W_FACTOR_STUCK',
  severity: 'warning',
  title: 'Scale factor that never moves',
  message: (factor, count) =>
    `\`scale_up\` multiplies by ${factor}, and ${count} times ${factor} is still ${count}: from ${count} instances the service never grows.`,
};

/** Counts beyond this are not tried one by one: a factor that moves a large count moves all above it. */
const mostTried = 10_000;

/** A factor that leaves a count where it is: `ceil(n · factor) = n` for a count that scaling can be at. */
export const factorStuck: Check = {
  kinds: [kind],
  *find({ plan: { scaling } }: CheckContext) {
    if (!isOn(scaling.enabled) || known(scaling.scoring) !== 'weighted_excess') return;
    const { minInstances, maxInstances, scaleUp } = scaling;
    const [min, max, factor] = [known(minInstances), known(maxInstances), known(scaleUp.factor)];
    const place = firstPlace(minInstances, scaleUp.factor);
    if (min === undefined || max === undefined || factor === undefined || place === undefined) return;
    for (let count = min; count < Math.min(max, min + mostTried); count++) {
      if (Math.ceil(count * factor) > count) continue;
      yield report(kind, place, [factor, count], { related: relate([scaleUp.factor, 'the factor']) });
      return;
    }
  },
};
