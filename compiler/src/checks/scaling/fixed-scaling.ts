import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate } from '../common/check.ts';

const kind: DiagnosticKind<[count: number]> = {
  code: 'TSK5136',
  mnemonic: 'W_SCALING_FIXED',
  severity: 'warning',
  title: 'Scaling between equal bounds',
  message: (count) =>
    `Scaling is on, but the minimum and the maximum are both ${count}: the number of instances never changes.`,
};

/** Bounds that leave nothing to decide. */
export const fixedScaling: Check = {
  kinds: [kind],
  *find({ plan: { scaling } }: CheckContext) {
    const { minInstances, maxInstances } = scaling;
    const [min, max] = [known(minInstances), known(maxInstances)];
    const place = firstPlace(maxInstances, minInstances);
    if (!isOn(scaling.enabled) || min === undefined || min !== max || place === undefined) return;
    yield report(kind, place, [min], { related: relate([minInstances, 'the minimum']) });
  },
};
