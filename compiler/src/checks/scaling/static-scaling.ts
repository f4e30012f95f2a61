import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate } from '../common/check.ts';

const kind: DiagnosticKind<[]> = {
  code: 'TSK5118',
  mnemonic: 'W_STATIC_SCALING',
  severity: 'warning',
  title: 'Scaling of a fixed list',
  message: () => 'Scaling is on, but the provider is "static": the number of listed instances does not change.',
};

/** Scaling that is switched on where the instances are a fixed list. */
export const staticScaling: Check = {
  kinds: [kind],
  *find({ plan, settings }: CheckContext) {
    const enabled = settings.switchOf(['auto_scaling', 'scalability_architecture.scaling.horizontal'], false);
    const { provider } = plan.service;
    const place = firstPlace(enabled);
    if (!isOn(enabled) || known(provider) !== 'static' || place === undefined) return;
    yield report(kind, place, [], { related: relate([provider, 'the provider']) });
  },
};
