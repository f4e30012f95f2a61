import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate, replaceValue } from '../common/check.ts';
import { showDuration } from '../common/show.ts';

const season: DiagnosticKind<[algorithm: string, window: string, does: string, needs: string]> = {
  code: 'TSK5134',
  mnemonic: 'W_WINDOW_SEASON',
  severity: 'warning',
  title: 'History too short for the time of day',
  message: (algorithm, window, does, needs) =>
    `"${algorithm}" goes by the time of day, but \`prediction_window\` is only ${window}: ${does}; it takes ${needs}.`,
};

const short: DiagnosticKind<[window: string, points: number, needed: number]> = {
  code: 'TSK5135',
  mnemonic: 'W_WINDOW_SHORT',
  severity: 'warning',
  title: 'History too short for any forecast',
  message: (window, points, needed) =>
    `A \`prediction_window\` of ${window} holds ${points} evaluations, and a forecast of this level needs at least ${needed}: there is never one.`,
};

const dayMs = 86_400_000;

/** Errors of past forecasts that an interval of the level needs: with n of them, no level above n / (n + 1) can be told. */
function leastErrors(level: number): number {
  const share = Math.min(level, 0.99);
  return Math.max(1, Math.ceil(share / (1 - share) - 1e-9));
}

/** History that is too short for what is to be made of it. */
export const forecastWindow: Check = {
  kinds: [season, short],
  *find({ plan: { scaling } }: CheckContext): Generator<Diagnostic> {
    const { windowMs, algorithm: algorithmLeaf, confidence } = scaling.predictive;
    const [window, algorithm, level] = [known(windowMs), known(algorithmLeaf), known(confidence)];
    const interval = known(scaling.intervalMs);
    const place = firstPlace(windowMs, algorithmLeaf);
    if (!isOn(scaling.enabled) || !isOn(scaling.predictive.enabled) || place === undefined) return;
    if (window === undefined || algorithm === undefined || level === undefined || interval === undefined) return;

    const points = Math.floor(window / interval) + 1;
    const needed = 2 + leastErrors(level);
    if (points < needed) {
      const related = relate([scaling.intervalMs, 'the time between two evaluations'], [confidence, 'the level']);
      yield report(short, place, [showDuration(window), points, needed], { related });
      return;
    }
    const facts = factsOfSeason(algorithm, window, dayMs + leastErrors(level) * interval);
    if (facts === undefined) return;
    const fix = windowMs.place === undefined ? undefined : replaceValue(windowMs.place, '2d');
    const related = relate([algorithmLeaf, 'the method']);
    yield report(season, place, [algorithm, showDuration(window), ...facts], { related, fix });
  },
};

/** What a method makes of a window without the days that it goes by, and what it needs; undefined where it has them. */
function factsOfSeason(
  algorithm: string,
  window: number,
  dayAndErrors: number,
): readonly [does: string, needs: string] | undefined {
  if (algorithm === 'holt_winters' && window < 2 * dayMs) return ['it smooths without the day', 'two days (`2d`)'];
  if (algorithm === 'seasonal_naive' && window < dayAndErrors)
    return ['there is never a forecast', 'more than a day (`2d` is enough)'];
  return undefined;
}
