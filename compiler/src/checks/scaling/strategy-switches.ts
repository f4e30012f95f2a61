import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOff, isOn, relate, switchOn } from '../common/check.ts';

const off: DiagnosticKind<[strategy: string, table: string]> = {
  code: 'TSK5141',
  mnemonic: 'W_STRATEGY_OFF',
  severity: 'warning',
  title: 'Strategy that is switched off',
  message: (strategy, table) => `The strategy is "${strategy}", but \`${table}\` is switched off.`,
};

const blind: DiagnosticKind<[]> = {
  code: 'TSK5142',
  mnemonic: 'W_VERTICAL_BLIND',
  severity: 'warning',
  title: 'Sizes that are changed unseen',
  message: () =>
    '`auto_adjustment` is on, but `resource_monitoring` is off: without records of use there is no size to apply.',
};

/** The strategy of the architecture against the tables that carry it out. */
export const strategySwitches: Check = {
  kinds: [off, blind],
  *find(context: CheckContext): Generator<Diagnostic> {
    const { plan, settings } = context;
    const strategy = known(plan.strategy);
    const { vertical, scaling } = plan;
    if (strategy === undefined) return;
    const needsVertical = strategy !== 'horizontal_auto_scaling';
    const needsHorizontal = strategy !== 'vertical_scaling' && settings.isWritten('scalability_architecture.strategy');
    const related = relate([plan.strategy, 'the strategy']);
    const table = 'scalability_architecture.scaling';
    if (needsVertical && isOff(vertical.enabled)) {
      const place = firstPlace(vertical.enabled, plan.strategy);
      if (place !== undefined)
        yield report(off, place, [strategy, `${table}.vertical`], {
          related,
          fix: switchOn(context, vertical.enabled),
        });
    }
    if (needsHorizontal && isOff(scaling.enabled) && scaling.enabled.place !== undefined) {
      const key = scaling.enabled.key?.replace(/\.enabled$/, '') ?? `${table}.horizontal`;
      yield report(off, scaling.enabled.place, [strategy, key], { related, fix: switchOn(context, scaling.enabled) });
    }
    if (!isOn(vertical.enabled) || !isOn(vertical.autoAdjustment) || !isOff(vertical.resourceMonitoring)) return;
    const place = firstPlace(vertical.resourceMonitoring, vertical.autoAdjustment);
    if (place !== undefined)
      yield report(blind, place, [], {
        related: relate([vertical.autoAdjustment, 'applied here']),
        fix: switchOn(context, vertical.resourceMonitoring),
      });
  },
};
