import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate, swapValues } from '../common/check.ts';

const kind: DiagnosticKind<[metric: string]> = {
  code: 'TSK5117',
  mnemonic: 'W_THRESHOLDS_CROSSED',
  severity: 'warning',
  title: 'Thresholds the wrong way round',
  message: (metric) =>
    `The \`threshold_low\` of \`${metric}\` is not below its \`threshold_high\`: one value asks for more and for fewer instances at once.`,
};

/** A signal that asks for both directions at once. */
export const metricThresholds: Check = {
  kinds: [kind],
  *find(context: CheckContext) {
    for (const { enabled, name, high, low } of context.plan.scaling.metrics) {
      const [above, below, metric] = [known(high), known(low), known(name)];
      const place = firstPlace(low, high);
      if (!isOn(enabled) || above === undefined || below === undefined || metric === undefined) continue;
      if (below < above || place === undefined) continue;
      const fix = below > above ? swapValues(context, low, high) : undefined;
      yield report(kind, place, [metric], { related: relate([high, 'the upper threshold']), fix });
    }
  },
};
