import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, relate } from '../common/check.ts';

const kind: DiagnosticKind<[bound: string, up: number, down: number, counts: number]> = {
  code: 'TSK5109',
  mnemonic: 'W_POLICY_BOUNDS',
  severity: 'warning',
  title: 'Directions with different bounds',
  message: (bound, up, down, counts) =>
    `\`${bound}\` is ${up} in \`scale_up\` and ${down} in \`scale_down\`; ${counts} is what counts.`,
};

/** Both directions carry bounds, but there is one range of instances: different bounds say that something was forgotten. */
export const policyBounds: Check = {
  kinds: [kind],
  *find({ plan: { scaling } }: CheckContext) {
    const { scaleUp, scaleDown } = scaling;
    const bounds = [
      ['min_instances', scaleUp.minInstances, scaleDown.minInstances, scaling.minInstances],
      ['max_instances', scaleDown.maxInstances, scaleUp.maxInstances, scaling.maxInstances],
    ] as const;
    for (const [name, loser, winner, used] of bounds) {
      const [a, b, counts] = [known(loser), known(winner), known(used)];
      if (loser.place === undefined || winner.place === undefined || a === b) continue;
      if (a === undefined || b === undefined || counts === undefined) continue;
      // A minimum above its own maximum is a finding already.
      const policy = name === 'min_instances' ? scaleUp : scaleDown;
      if ((known(policy.minInstances) ?? 0) > (known(policy.maxInstances) ?? Number.POSITIVE_INFINITY)) continue;
      const [up, down] = name === 'min_instances' ? [a, b] : [b, a];
      const newText = String(b);
      const fix = { title: `Write ${newText} in both`, edits: [{ span: loser.place.span, newText }] };
      const related = relate([winner, 'the other direction']);
      yield report(kind, loser.place, [name, up, down, counts], { related, fix });
    }
  },
};
