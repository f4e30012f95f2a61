import { describe, expect, it } from 'vitest';
import type { Decision, Limit } from '../../../runtime/src/autoscale/policies/policy.ts';
import { watchAlerts } from '../../../runtime/src/monitor/alerts.ts';
import { recordingLog } from '../instances/recording-log.ts';

const decide = (limit: Limit | null): Decision => ({
  action: 'none',
  from: 20,
  to: 20,
  wanted: 30,
  trigger: 'reactive_high_load',
  findings: [],
  limit,
  scores: { up: 1, down: 0 },
});

describe('alerts', () => {
  it('are logged when a state begins and when it ends, and not in between', () => {
    const { log, lines } = recordingLog();
    const observe = watchAlerts(log);
    for (const readyInstances of [2, 0, 0, 0, 1, 1, 0]) observe({ readyInstances, decision: decide(null) });
    expect(lines).toEqual([
      'warn: ALERT: no instance is ready, so requests are answered with 503.',
      'info: The alert no_instance_ready is over.',
      'warn: ALERT: no instance is ready, so requests are answered with 503.',
    ]);
  });

  it('tell that the load asks for more than the maximum', () => {
    const { log, lines } = recordingLog();
    const observe = watchAlerts(log);
    observe({ readyInstances: 20, decision: decide({ kind: 'maximum', instances: 20 }) });
    observe({ readyInstances: 20, decision: decide({ kind: 'cooldown', direction: 'scale_up', leftMs: 1 }) });
    expect(lines).toEqual([
      'warn: ALERT: the load asks for 30 instances, and the maximum is 20.',
      'info: The alert at_maximum is over.',
    ]);
  });
});
