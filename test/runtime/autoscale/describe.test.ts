import { describe, expect, it } from 'vitest';
import { describeDecision } from '../../../runtime/src/autoscale/describe.ts';
import type { Decision } from '../../../runtime/src/autoscale/policies/policy.ts';

const base: Decision = {
  action: 'none',
  from: 6,
  to: 6,
  wanted: 6,
  trigger: 'reactive_high_load',
  findings: [],
  limit: null,
  scores: { up: 0, down: 0 },
};

describe('a decision as a sentence', () => {
  it.each<{ sentence: string; decision: Partial<Decision> }>([
    {
      sentence: 'would be 3, held at 6 by scale_down cooldown, 214 s left',
      decision: { wanted: 3, limit: { kind: 'cooldown', direction: 'scale_down', leftMs: 213_001 } },
    },
    {
      sentence: 'from 16 to 20: limited to 20 by the maximum of 20, would be 30',
      decision: { action: 'scale_up', from: 16, to: 20, wanted: 30, limit: { kind: 'maximum', instances: 20 } },
    },
    {
      sentence: 'would be 1, held at 6 by signals that were not observed (cpu_utilization, response_time)',
      decision: { wanted: 1, limit: { kind: 'missing', metrics: ['cpu_utilization', 'response_time'] } },
    },
    {
      sentence: 'would be 4, held at 6 by the stabilisation window, 1 s left',
      decision: { wanted: 4, limit: { kind: 'stabilisation', leftMs: 1 } },
    },
    {
      sentence:
        'from 6 to 9: response_time 7.07 s against 2 s, cpu_utilization 95.5 % against 70 %, request_rate 3500/s against 1000/s',
      decision: {
        action: 'scale_up',
        to: 9,
        wanted: 9,
        findings: [
          { metric: 'response_time', value: 7072, bound: 2000, unit: 'ms' },
          { metric: 'cpu_utilization', value: 0.955, bound: 0.7, unit: 'ratio' },
          { metric: 'request_rate', value: 3500, bound: 1000, unit: 'perSecond' },
        ],
      },
    },
    { sentence: 'stays at 6: no signal asks for a change', decision: { trigger: 'no_reactive_action_needed' } },
  ])('$sentence', ({ sentence, decision }) => {
    expect(describeDecision({ ...base, ...decision })).toBe(sentence);
  });
});
