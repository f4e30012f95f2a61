import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, isOn } from '../common/check.ts';

const kind: DiagnosticKind<[scoring: string]> = {
  code: 'TSK5120',
  mnemonic: 'I_TWO_AUTOSCALERS',
  severity: 'info',
  title: 'Two rules of scaling',
  message: (scoring) =>
    `Two rules of scaling are described, and only one decides: that of \`auto_scaling\` ("${scoring}"); these targets are for \`scoring = "threshold_step"\`.`,
};

const horizontal = 'scalability_architecture.scaling.horizontal';

/** Targets of the rule "threshold_step" beside the metrics of another rule, which is the one that decides. */
export const twoAutoscalers: Check = {
  kinds: [kind],
  *find({ plan: { scaling }, settings }: CheckContext) {
    const scoring = known(scaling.scoring);
    if (!isOn(scaling.enabled) || scoring === undefined || scoring === 'threshold_step') return;
    const key = [`${horizontal}.target_cpu`, `${horizontal}.target_memory`].find((path) => settings.isWritten(path));
    const place = key === undefined ? undefined : settings.placeOf(key);
    const metrics = settings.placeOf('auto_scaling.metrics');
    if (place === undefined || metrics === undefined || !settings.isWritten('auto_scaling.metrics')) return;
    yield report(kind, place, [scoring], { related: [{ ...metrics, message: 'what decides' }] });
  },
};
