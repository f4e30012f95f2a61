import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, relate } from '../common/check.ts';

const missing: DiagnosticKind<[]> = {
  code: 'TSK5111',
  mnemonic: 'E_NO_INSTANCES',
  severity: 'error',
  title: 'Static provider without instances',
  message: () => 'The provider is "static", but `load_balancing.instances` lists no instance.',
};

const weightless: DiagnosticKind<[]> = {
  code: 'TSK5112',
  mnemonic: 'E_NO_WEIGHT',
  severity: 'error',
  title: 'No instance takes requests',
  message: () => 'Every instance has the weight 0, so none of them takes requests.',
};

const unused: DiagnosticKind<[]> = {
  code: 'TSK5113',
  mnemonic: 'W_INSTANCES_UNUSED',
  severity: 'warning',
  title: 'Listed instances that are not used',
  message: () => 'The listed instances are not used: `service.provider` is "process", which starts its own.',
};

/** The listed instances against the provider that would use them. */
export const instances: Check = {
  kinds: [missing, weightless, unused],
  *find({ plan, settings }: CheckContext) {
    const { provider } = plan.service;
    const listed = plan.instances;
    const table = settings.placeOf('load_balancing.instances');
    switch (known(provider)) {
      case 'static': {
        const place = firstPlace(provider) ?? table;
        if (place === undefined) return;
        const weights = listed.map(({ weight }) => weight);
        if (listed.length === 0) yield report(missing, place, []);
        else if (weights.every((weight) => known(weight) === 0))
          yield report(weightless, firstPlace(...weights) ?? place, []);
        return;
      }
      case 'process':
        if (listed.length === 0 || table === undefined) return;
        yield report(unused, table, [], { related: relate([provider, 'the provider']) });
    }
  },
};
