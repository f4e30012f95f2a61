import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate, showDuration } from './check.ts';

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
  *find({ plan: { scaling, service } }: CheckContext) {
    const { cooldownMs } = scaling.scaleUp;
    const [cooldown, start] = [known(cooldownMs), known(service.startTimeoutMs)];
    const place = firstPlace(cooldownMs, service.startTimeoutMs);
    if (!isOn(scaling.enabled) || cooldown === undefined || start === undefined || place === undefined) return;
    if (cooldown >= start) return;
    const related = relate([service.startTimeoutMs, 'the time to start']);
    yield report(kind, place, [showDuration(cooldown), showDuration(start)], { related });
  },
};
