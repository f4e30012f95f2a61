import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOff, isOn, relate, replaceValue } from '../common/check.ts';
import { showDuration, writeDuration } from '../common/show.ts';

const horizonOpen: DiagnosticKind<[window: string]> = {
  code: 'TSK5129',
  mnemonic: 'I_HORIZON_OPEN',
  severity: 'info',
  title: 'Forecast without a horizon',
  message: (window) =>
    `\`prediction_window\` is only the history (${window}); how far ahead is forecast is \`horizon\`, and without it that is the time that instances take to start, plus one interval.`,
};

const horizonShort: DiagnosticKind<[horizon: string, start: string]> = {
  code: 'TSK5130',
  mnemonic: 'W_HORIZON_SHORT',
  severity: 'warning',
  title: 'Forecast that comes too late',
  message: (horizon, start) =>
    `The forecast looks ${horizon} ahead, but an instance may take ${start} to start: what it adds comes too late.`,
};

const confidence: DiagnosticKind<[percent: string]> = {
  code: 'TSK5131',
  mnemonic: 'I_CONFIDENCE',
  severity: 'info',
  title: 'Confidence that is not R²',
  message: (percent) =>
    `\`confidence_threshold\` is the level of the forecast's prediction interval (${percent}), not a least R²: R² says how straight the past was, not how sure the future is.`,
};

const idle: DiagnosticKind<[]> = {
  code: 'TSK5132',
  mnemonic: 'I_FORECAST_IDLE',
  severity: 'info',
  title: 'Forecast that decides nothing',
  message: () => 'Forecasts are made, but the strategy is "reactive": they are reported and decide nothing.',
};

const absent: DiagnosticKind<[]> = {
  code: 'TSK5133',
  mnemonic: 'W_FORECAST_OFF',
  severity: 'warning',
  title: 'Predictive strategy without forecasts',
  message: () => 'The strategy is "predictive", but forecasts are switched off, so only what is measured now decides.',
};

/** How far a forecast looks, how sure it has to be, and whether it has a say at all. */
export const forecastSetup: Check = {
  kinds: [horizonOpen, horizonShort, confidence, idle, absent],
  *find(context: CheckContext) {
    const { enabled, strategy, predictive } = context.plan.scaling;
    if (!isOn(enabled)) return;
    const isPredictive = known(strategy) === 'predictive';
    if (isPredictive && isOff(predictive.enabled)) {
      const place = firstPlace(predictive.enabled, strategy);
      const related = relate([strategy, 'the strategy']);
      // It is what happens anyway.
      const isBeside = place !== undefined && strategy.place?.file === place.file;
      const fix = isBeside && strategy.place !== undefined ? replaceValue(strategy.place, '"reactive"') : undefined;
      if (place !== undefined) yield report(absent, place, [], { related, fix });
    }
    if (!isOn(predictive.enabled)) return;
    if (isPredictive) yield* findHorizon(context);
    if (known(strategy) === 'reactive') yield* findIdle(context);
    yield* findConfidence(context);
  },
};

function* findHorizon({ plan: { scaling, service, simulation } }: CheckContext): Generator<Diagnostic> {
  const { horizonMs, windowMs } = scaling.predictive;
  const [horizon, window] = [known(horizonMs), known(windowMs)];
  if (horizon === null) {
    if (windowMs.place === undefined || window === undefined) return;
    yield report(horizonOpen, windowMs.place, [showDuration(window)]);
    return;
  }
  const start = simulation.startUpMs.place === undefined ? service.startTimeoutMs : simulation.startUpMs;
  const startMs = known(start);
  if (horizon === undefined || startMs === undefined || horizon >= startMs || horizonMs.place === undefined) return;
  const related = relate([start, 'the time to start']);
  const fix = replaceValue(horizonMs.place, writeDuration(startMs + (known(scaling.intervalMs) ?? 0)));
  yield report(horizonShort, horizonMs.place, [showDuration(horizon), showDuration(startMs)], { related, fix });
}

function* findIdle({ plan: { scaling }, settings }: CheckContext): Generator<Diagnostic> {
  const { strategy } = scaling;
  const place = firstPlace(strategy, scaling.predictive.enabled) ?? settings.placeOf('auto_scaling.predictive');
  if (place === undefined) return;
  yield report(idle, place, [], { related: relate([scaling.predictive.enabled, 'forecasts are on here']) });
}

function* findConfidence({ plan: { scaling } }: CheckContext): Generator<Diagnostic> {
  const { confidence: leaf, algorithm } = scaling.predictive;
  const level = known(leaf);
  // R² is a figure of regressions: nobody takes the level of another method for it.
  if (level === undefined || leaf.place === undefined || known(algorithm) !== 'linear_regression') return;
  yield report(confidence, leaf.place, [`${Number((level * 100).toFixed(2))} %`]);
}
