import { describe, expect, it } from 'vitest';
import { EVENTS_KEPT, type RuntimeEvent, recordEvents } from '../../../runtime/src/monitor/events.ts';
import { recordingLog } from '../instances/recording-log.ts';

const scaled: RuntimeEvent = {
  atMs: 1,
  kind: 'scale_up',
  from: 2,
  to: 3,
  reason: 'response_time 7.07 s against 2 s',
  metricsBefore: { response_time: 7070 },
};

describe('events', () => {
  it('are logged as sentences, trouble as a warning', () => {
    const { log, lines } = recordingLog();
    const events = recordEvents(log);
    events.record(scaled);
    events.record({ atMs: 2, kind: 'instance_exited', instanceId: 'process-1', reason: 'exit code 1' });
    events.record({ atMs: 3, kind: 'instance_start_failed', instanceId: null, reason: 'no ports' });
    expect(lines).toEqual([
      'info: Scaled from 2 to 3 instances: response_time 7.07 s against 2 s.',
      'warn: Instance process-1 ended on its own: exit code 1.',
      'warn: An instance did not start: no ports.',
    ]);
  });

  it('are kept with what was measured before, the latest only', () => {
    const events = recordEvents(recordingLog().log);
    for (let from = 0; from < EVENTS_KEPT + 5; from++) events.record({ ...scaled, from });
    expect(events.list()).toHaveLength(EVENTS_KEPT);
    expect(events.list()[0]).toMatchObject({ from: 5, metricsBefore: { response_time: 7070 } });
  });
});
