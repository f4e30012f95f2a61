import { describe, expect, it } from 'vitest';
import { readHistoryQuery } from '../../../runtime/src/admin/history-query.ts';
import { initialEngineState, recordManualChange, stepEngine } from '../../../runtime/src/autoscale/engine.ts';
import {
  type HistoryQuery,
  queryHistory,
  readRecord,
  type ScalingRecord,
} from '../../../runtime/src/autoscale/history.ts';
import { calm, founding, observe } from './founding.ts';

const record = (atMs: number, change: Partial<ScalingRecord> = {}): ScalingRecord => ({
  atMs,
  action: 'scale_up',
  by: 'rule',
  from: 2,
  to: 3,
  reason: 'cpu_utilization 95 % against 70 %',
  signals: { cpu_utilization: 0.95 },
  forecast: null,
  ...change,
});

const history = [
  record(1000),
  record(2000, { action: 'scale_down', from: 3, to: 2 }),
  record(3000, { by: 'hand', reason: 'launch' }),
  record(4000, { by: 'forecast' }),
];

describe('the history of scaling', () => {
  it.each<[string, HistoryQuery, number[]]>([
    ['everything', {}, [1000, 2000, 3000, 4000]],
    ['one direction', { action: 'scale_down' }, [2000]],
    ['one origin', { by: 'hand' }, [3000]],
    ['a time, both ends included', { sinceMs: 2000, untilMs: 3000 }, [2000, 3000]],
    ['the latest so many', { limit: 2 }, [3000, 4000]],
    ['the latest so many of a direction', { action: 'scale_up', limit: 1 }, [4000]],
    ['none', { limit: 0 }, []],
  ])('is asked for %s', (_, query, times) => {
    expect(queryHistory(history, query).map(({ atMs }) => atMs)).toEqual(times);
  });

  it('tells who did what, why, and on what grounds', () => {
    const config = { ...founding, scoring: 'pressure' as const };
    const signals = { ...calm, cpu_utilization: 0.95 };
    const { state } = stepEngine(initialEngineState, observe(4, signals), config, 5000);
    const by = recordManualChange(state, 'scale_down', 6000, { from: 6, to: 5, reason: 'night', signals: calm });
    expect(by.history).toEqual([
      expect.objectContaining({
        atMs: 5000,
        by: 'rule',
        from: 4,
        to: 6,
        reason: 'cpu_utilization 95 % against 70 %',
        signals,
      }),
      expect.objectContaining({
        atMs: 6000,
        by: 'hand',
        action: 'scale_down',
        reason: 'night',
        signals: calm,
        forecast: null,
      }),
    ]);
  });

  it('comes back from JSON, and is nothing where it is not there', () => {
    for (const one of history) expect(readRecord(JSON.parse(JSON.stringify(one)))).toEqual(one);
    for (const none of [
      null,
      7,
      {},
      { ...record(1), action: 'up' },
      { ...record(1), by: 'me' },
      { ...record(1), atMs: '1' },
    ]) {
      expect(readRecord(none)).toBeNull();
    }
  });
});

describe('a query of the history', () => {
  it.each<[string, HistoryQuery]>([
    ['', {}],
    ['action=scale_up&by=rule&limit=5', { action: 'scale_up', by: 'rule', limit: 5 }],
    [
      'since=1700000000000&until=2026-01-31T12:00:00Z',
      { sinceMs: 1_700_000_000_000, untilMs: Date.UTC(2026, 0, 31, 12) },
    ],
  ])('%s is understood', (text, query) => {
    const read = readHistoryQuery(new URLSearchParams(text));
    expect(read.ok && JSON.parse(JSON.stringify(read.query))).toEqual(query);
  });

  it.each([
    ['action=up', 'action takes scale_up, scale_down, resize, recommend_size.'],
    ['by=me', 'by takes rule, forecast, hand.'],
    ['since=yesterday', 'since takes a time in milliseconds or a date such as 2026-01-31T12:00:00Z.'],
    ['limit=-1', 'limit takes a whole number.'],
  ])('%s is refused with what it takes', (text, error) => {
    expect(readHistoryQuery(new URLSearchParams(text))).toEqual({ ok: false, error });
  });
});
