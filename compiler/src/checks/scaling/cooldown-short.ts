import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, literalAt, relate, replaceValue } from '../common/check.ts';
import { showDuration, writeDuration } from '../common/show.ts';

const kind: DiagnosticKind<[cooldown: string, start: string]> = {
  code: 'TSK5104',
  mnemonic: 'W_COOLDOWN_SHORT',
  severity: 'warning',
  title: 'Cooldown shorter than a start',
  message: (cooldown, start) =>
    `The cooldown of \`scale_up\` is ${cooldown}, but an instance may take ${start} to start: more are added before the last one helps.`,
};

/** A cooldown that ends while the instances of the step before may still be starting. */
export const cooldownShort: Check = {
  kinds: [kind],
  *find(context: CheckContext) {
    const { scaling, service } = context.plan;
    const { cooldownMs } = scaling.scaleUp;
    const [cooldown, start] = [known(cooldownMs), known(service.startTimeoutMs)];
    const place = firstPlace(cooldownMs, service.startTimeoutMs);
    if (!isOn(scaling.enabled) || cooldown === undefined || start === undefined || place === undefined) return;
    if (cooldown >= start) return;
    const related = relate([service.startTimeoutMs, 'the time to start']);
    // A cooldown that is over before the next evaluation would hold nothing back.
    const enough = findEnough(context, Math.max(start, known(scaling.intervalMs) ?? 0));
    const fix = cooldownMs.place === undefined ? undefined : replaceValue(cooldownMs.place, enough);
    yield report(kind, place, [showDuration(cooldown), showDuration(start)], { related, fix });
  },
};

/** A cooldown that is long enough, as it is written: that of the architecture's summary, where it is one. */
function findEnough(context: CheckContext, leastMs: number): string {
  const { settings } = context;
  const summary = settings.number(['scalability_architecture.scaling.horizontal.scale_up_cooldown'], undefined);
  const said = known(summary);
  const text = summary.place === undefined ? undefined : literalAt(context, summary.place);
  return text !== undefined && said !== undefined && said >= leastMs ? text : writeDuration(leastMs);
}
