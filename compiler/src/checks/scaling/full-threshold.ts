import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, isOn } from '../common/check.ts';

const kind: DiagnosticKind<[metric: string]> = {
  code: 'TSK5125',
  mnemonic: 'W_THRESHOLD_FULL',
  severity: 'warning',
  title: 'Threshold at the end of the scale',
  message: (metric) =>
    `The \`threshold_high\` of \`${metric}\` is 100 %, so the signal asks for more instances only once they use more than they may.`,
};

/** The rules that compare each signal with its threshold. */
const comparing: readonly unknown[] = ['weighted_excess', 'pressure', 'hpa', 'target_tracking'];

/** A share that is to pass the whole before anything is done. */
export const fullThreshold: Check = {
  kinds: [kind],
  *find({ plan: { scaling } }: CheckContext) {
    if (!isOn(scaling.enabled) || !comparing.includes(known(scaling.scoring))) return;
    for (const { name, enabled, unit, high } of scaling.metrics) {
      const metric = known(name);
      if (!isOn(enabled) || known(unit) !== 'ratio' || known(high) !== 1) continue;
      if (metric !== undefined && high.place !== undefined) yield report(kind, high.place, [metric]);
    }
  },
};
