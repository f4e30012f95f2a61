import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate } from '../common/check.ts';
import { showDuration } from '../common/show.ts';

const factorUnread: DiagnosticKind<[scoring: string]> = {
  code: 'TSK5137',
  mnemonic: 'I_FACTOR_UNREAD',
  severity: 'info',
  title: 'Factor that the rule does not look at',
  message: (scoring) =>
    `The rule "${scoring}" computes the number of instances by itself: \`scale_factor\` has no effect.`,
};

const slowKpa: DiagnosticKind<[interval: string]> = {
  code: 'TSK5138',
  mnemonic: 'W_KPA_INTERVAL',
  severity: 'warning',
  title: 'Interval too long for kpa',
  message: (interval) =>
    `The rule "kpa" tells a burst by the mean of six seconds, but there is an evaluation only every ${interval}; make \`monitoring_interval\` a few seconds.`,
};

const noSignal: DiagnosticKind<[]> = {
  code: 'TSK5139',
  mnemonic: 'W_KPA_SIGNAL',
  severity: 'warning',
  title: 'Rule kpa without its signal',
  message: () =>
    'The rule "kpa" goes by `request_rate`, `connections` or `queue_length`, and none of them takes part: the number of instances never changes.',
};

/** The window by which kpa tells a burst. */
const panicWindowMs = 6000;

const shared: readonly unknown[] = ['request_rate', 'connections', 'queue_length'];

/** Settings that do not go together with the rule that `scoring` names. */
export const ruleSettings: Check = {
  kinds: [factorUnread, slowKpa, noSignal],
  *find({ plan: { scaling } }: CheckContext): Generator<Diagnostic> {
    const scoring = known(scaling.scoring);
    if (!isOn(scaling.enabled) || scoring === undefined) return;
    const related = relate([scaling.scoring, 'the rule']);
    if (scoring !== 'weighted_excess') {
      const place = firstPlace(scaling.scaleUp.factor, scaling.scaleDown.factor);
      if (place !== undefined) yield report(factorUnread, place, [scoring], { related });
    }
    if (scoring !== 'kpa') return;
    const interval = known(scaling.intervalMs);
    const place = firstPlace(scaling.intervalMs, scaling.scoring);
    if (place === undefined) return;
    if (interval !== undefined && interval > panicWindowMs)
      yield report(slowKpa, place, [showDuration(interval)], { related });
    const active = scaling.metrics.filter(({ enabled }) => known(enabled) !== false);
    const at = firstPlace(scaling.scoring) ?? place;
    if (active.length > 0 && !active.some(({ name }) => shared.includes(known(name)))) yield report(noSignal, at, []);
  },
};
