import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate, switchOn } from '../common/check.ts';

const kind: DiagnosticKind<[algorithm: string]> = {
  code: 'TSK5110',
  mnemonic: 'E_ALGORITHM_DISABLED',
  severity: 'error',
  title: 'Chosen algorithm that is switched off',
  message: (algorithm) =>
    `The algorithm "${algorithm}" is chosen, but it is switched off in \`load_balancing.algorithms\`.`,
};

/** An algorithm that is chosen in one table and switched off in another. */
export const algorithmDisabled: Check = {
  kinds: [kind],
  *find(context: CheckContext) {
    const { balancing } = context.plan;
    const algorithm = known(balancing.algorithm);
    if (algorithm === undefined || !isOn(balancing.enabled)) return;
    const { enabled } = balancing.algorithms[algorithm];
    const place = firstPlace(balancing.algorithm, enabled);
    if (known(enabled) !== false || place === undefined) return;
    yield report(kind, place, [algorithm], {
      related: relate([enabled, 'switched off here']),
      fix: enabled.place?.file === place.file ? switchOn(context, enabled) : undefined,
    });
  },
};
