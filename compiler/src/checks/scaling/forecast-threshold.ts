import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn } from '../common/check.ts';

const kind: DiagnosticKind<[direction: string, metric: string, threshold: string]> = {
  code: 'TSK5107',
  mnemonic: 'I_FORECAST_THRESHOLD',
  severity: 'info',
  title: 'Forecast without a threshold',
  message: (direction, metric, threshold) =>
    `\`${direction}\` has no \`threshold\` for forecasts, so the \`${threshold}\` of \`${metric}\` is taken.`,
};

/** A policy that leaves open which forecast makes it act. */
export const forecastThreshold: Check = {
  kinds: [kind],
  *find({ plan: { scaling }, settings }: CheckContext) {
    if (!isOn(scaling.enabled) || !isOn(scaling.predictive.enabled)) return;
    if (known(scaling.strategy) === 'reactive') return;
    const metric = scaling.metrics.find(({ enabled }) => isOn(enabled));
    const name = metric === undefined ? undefined : known(metric.name);
    if (name === undefined) return;
    const scoring = known(scaling.scoring);
    // Rules that go by an objective compare a forecast with no threshold.
    if (scoring === 'slo' || scoring === 'auto') return;
    // A proportional rule keeps what the forecast load needs, by the threshold of scaling up.
    const proportional = ['pressure', 'hpa', 'kpa', 'target_tracking'].includes(scoring ?? '');
    const directions = [
      ['scale_up', scaling.scaleUp, 'threshold_high'] as const,
      ...(proportional ? [] : [['scale_down', scaling.scaleDown, 'threshold_low'] as const]),
    ];
    for (const [direction, { threshold }, fallback] of directions) {
      const place = settings.placeOf(`auto_scaling.policies.${direction}`) ?? firstPlace(scaling.predictive.enabled);
      if (threshold.value === null && place !== undefined) yield report(kind, place, [direction, name, fallback]);
    }
  },
};
