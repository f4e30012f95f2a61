import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate } from '../common/check.ts';
import { showDuration } from '../common/show.ts';
import { reachMaximum } from '../reach/reach-maximum.ts';

const moot: DiagnosticKind<[who: string, cooldown: string, interval: string]> = {
  code: 'TSK5127',
  mnemonic: 'I_COOLDOWN_MOOT',
  severity: 'info',
  title: 'Cooldown shorter than the interval',
  message: (who, cooldown, interval) =>
    `There is an evaluation only every ${interval}, so a cooldown of ${cooldown} for ${who} never holds anything back.`,
};

const slow: DiagnosticKind<[min: number, max: number, steps: number, time: string, cooldown: string]> = {
  code: 'TSK5128',
  mnemonic: 'I_SLOW_GROWTH',
  severity: 'info',
  title: 'Long way to the maximum',
  message: (min, max, steps, time, cooldown) =>
    `From ${min} to ${max} instances it takes ${steps} steps and up to ${time}, however high the load: each step waits for a cooldown of ${cooldown}.`,
};

/** A load that outlasts this is no burst that may be sat out. */
const longMs = 15 * 60_000;

/** How fast the number of instances can change. */
export const pace: Check = {
  kinds: [moot, slow],
  *find(context: CheckContext) {
    if (!isOn(context.plan.scaling.enabled)) return;
    yield* findMoot(context);
    yield* findSlow(context);
  },
};

/** The rules whose steps wait for cooldowns. */
const cooling: readonly unknown[] = ['weighted_excess', 'pressure', 'threshold_step', 'target_tracking', 'step'];

function* findMoot({ plan: { scaling, service } }: CheckContext): Generator<Diagnostic> {
  const [interval, start] = [known(scaling.intervalMs), known(service.startTimeoutMs) ?? 0];
  if (interval === undefined || !cooling.includes(known(scaling.scoring))) return;
  const directions = [
    ['scale_up', scaling.scaleUp.cooldownMs, start],
    ['scale_down', scaling.scaleDown.cooldownMs, 0],
  ] as const;
  // A cooldown of 0 says that none is wanted, and one that is shorter than a start is a finding of its own.
  const over = directions.filter(([, leaf, least]) => {
    const cooldown = known(leaf);
    return cooldown !== undefined && cooldown > 0 && cooldown >= least && cooldown < interval;
  });
  const [first, second] = over;
  if (first === undefined) return;
  // Where the interval outlasts both it is the interval that stands out, and that is one thing to say.
  const [direction, leaf] = first;
  const place = second === undefined ? firstPlace(leaf, scaling.intervalMs) : firstPlace(scaling.intervalMs, leaf);
  const related = relate(...over.map((one) => [one[1], 'the cooldown'] as const), [scaling.intervalMs, 'the interval']);
  const longest = Math.max(...over.map((one) => known(one[1]) ?? 0));
  const who = second === undefined ? `\`${direction}\`` : `\`${direction}\` and \`${second[0]}\``;
  if (place !== undefined) yield report(moot, place, [who, showDuration(longest), showDuration(interval)], { related });
}

function* findSlow({ plan: { scaling, service, simulation } }: CheckContext): Generator<Diagnostic> {
  const { cooldownMs: cooldown, factor: factorLeaf } = scaling.scaleUp;
  const [minInstances, maxInstances] = [known(scaling.minInstances), known(scaling.maxInstances)];
  const [cooldownMs, factor, intervalMs] = [known(cooldown), known(factorLeaf), known(scaling.intervalMs)];
  const startUp = simulation.startUpMs.place === undefined ? service.startTimeoutMs : simulation.startUpMs;
  const startUpMs = known(startUp);
  const place = firstPlace(cooldown, factorLeaf);
  if (known(scaling.scoring) !== 'weighted_excess' || place === undefined) return;
  if (minInstances === undefined || maxInstances === undefined || cooldownMs === undefined) return;
  if (factor === undefined || intervalMs === undefined || startUpMs === undefined) return;
  const reached = reachMaximum({ minInstances, maxInstances, factor, cooldownMs, intervalMs, startUpMs });
  if (reached === undefined || reached.allServeMs <= longMs || cooldownMs <= intervalMs) return;
  const related = relate([factorLeaf, 'each step multiplies by this'], [scaling.maxInstances, 'the maximum']);
  const time = showDuration(Math.round(reached.allServeMs / 1000) * 1000);
  const steps = reached.counts.length - 1;
  yield report(slow, place, [minInstances, maxInstances, steps, time, showDuration(cooldownMs)], { related });
}
