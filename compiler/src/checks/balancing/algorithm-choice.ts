import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOff, isOn, switchOn } from '../common/check.ts';

const open: DiagnosticKind<[algorithm: string]> = {
  code: 'TSK5152',
  mnemonic: 'I_ALGORITHM_OPEN',
  severity: 'info',
  title: 'No algorithm is chosen',
  message: (algorithm) =>
    `Several algorithms are switched on and none is chosen, so "${algorithm}" is taken; name one in \`load_balancing.algorithm\`.`,
};

const weights: DiagnosticKind<[algorithm: string]> = {
  code: 'TSK5153',
  mnemonic: 'I_ALGORITHM_WEIGHT',
  severity: 'info',
  title: 'Weights of algorithms',
  message: (algorithm) =>
    `Only "${algorithm}" spreads the requests, so the weights of algorithms against each other have no effect; instances have weights of their own.`,
};

const off: DiagnosticKind<[what: string]> = {
  code: 'TSK5154',
  mnemonic: 'W_BALANCING_OFF',
  severity: 'warning',
  title: 'Several instances without balancing',
  message: (what) => `Balancing is switched off, so every request goes to the first instance, but there are ${what}.`,
};

/** Which algorithm spreads the requests, and whether any does. */
export const algorithmChoice: Check = {
  kinds: [open, weights, off],
  *find(context: CheckContext): Generator<Diagnostic> {
    if (isOff(context.plan.balancing.enabled)) yield* findIdleInstances(context);
    else yield* findChoice(context);
  },
};

function* findChoice({ plan: { balancing }, settings }: CheckContext): Generator<Diagnostic> {
  const algorithm = known(balancing.algorithm);
  if (!isOn(balancing.enabled) || algorithm === undefined) return;
  const options = Object.values(balancing.algorithms);
  const written = options.filter(({ enabled }) => enabled.place !== undefined && isOn(enabled));
  const isChosen = balancing.algorithm.place !== undefined;
  const table = settings.placeOf('load_balancing.algorithms');
  if (!isChosen && written.length > 1 && table !== undefined && isOn(balancing.algorithms[algorithm].enabled)) {
    yield report(open, firstPlace(...written.map(({ enabled }) => enabled)) ?? table, [algorithm]);
  }
  const given = options.flatMap(({ enabled, weight }) => (isOn(enabled) ? [weight] : []));
  const values = new Set(given.map((weight) => known(weight)));
  const place = firstPlace(...given.filter((weight) => known(weight) !== 1));
  if (values.size > 1 && !values.has(undefined) && place !== undefined) yield report(weights, place, [algorithm]);
}

function* findIdleInstances(context: CheckContext): Generator<Diagnostic> {
  const { balancing, instances, scaling, service } = context.plan;
  const fix = switchOn(context, balancing.enabled);
  const { place } = balancing.enabled;
  if (place === undefined) return;
  const max = known(scaling.maxInstances);
  if (known(service.provider) === 'static') {
    if (instances.length > 1) yield report(off, place, [`${instances.length} listed`], { fix });
  } else if (isOn(scaling.enabled) && max !== undefined && max > 1) {
    yield report(off, place, [`up to ${max}`], { fix });
  }
}
