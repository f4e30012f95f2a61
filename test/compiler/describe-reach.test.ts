import { analyze, describeReach } from '@tsk/compiler';
import { decodePlan } from '@tsk/schemas/plan';
import { expect, it } from 'vitest';

function describeText(text: string): readonly string[] {
  const analysis = analyze({ files: new Map([['a.tsk', text]]), env: {}, nowMs: 0 }, ['a.tsk']);
  const decoded = decodePlan(analysis.plan, { env: {} });
  if (!decoded.ok) throw new Error(decoded.problems[0]?.message);
  return describeReach(decoded.plan.scaling, 30_000);
}

const metrics = (text: string): string => `[auto_scaling]\n${text}\n[auto_scaling.metrics]\n`;

it.each([
  [
    'the score of the founding rule, in both directions, and its pace',
    `${metrics('monitoring_interval = 10s')}cpu_utilization = { threshold_high = 50%, threshold_low = 20%, weight = 1 }
[auto_scaling.policies]
scale_up = { max_instances = 8, scale_factor = 2, cooldown_period = 1m }
scale_down = { min_instances = 1, scale_factor = 0.5 }`,
    [
      'Alone, instances are added once `cpu_utilization` passes 75 %, and by `cpu_utilization` at 100 %.',
      'Instances are removed once `cpu_utilization` is under 10 %, where memory is not under its `threshold_low` and a response takes 100 ms.',
      'When the load jumps, the first further instances serve within 40 s at the latest, and all 8 within 2 min 40 s (1, 2, 4, 8).',
    ],
  ],
  [
    'the thresholds of a rule that goes by each signal',
    `${metrics('scoring = "pressure"\nmonitoring_interval = 10s')}cpu_utilization = { threshold_high = 70% }`,
    [
      'Instances are added once `cpu_utilization` passes 70 %, by more than the tolerance; they serve within 40 s of that at the latest.',
    ],
  ],
  ['nothing where scaling is off', `${metrics('enabled = false')}cpu_utilization = { threshold_high = 70% }`, []],
])('says %s', (_, text, expected) => {
  expect(describeText(text)).toEqual(expected);
});
