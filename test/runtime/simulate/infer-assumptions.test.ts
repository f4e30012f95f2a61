import { describe, expect, it } from 'vitest';
import { inferAssumptions } from '../../../runtime/src/simulate/index.ts';
import { previewOf, wholePlan } from './preview-plan.ts';

const record = (from: number, rate: number, cpu: number, response: number) => ({
  from,
  signals: { request_rate: rate, cpu_utilization: cpu, response_time: response },
});

describe('assumptions from measurements', () => {
  it('find the service again that a simulation assumed', () => {
    const simulation = { ...wholePlan.simulation, serviceTimeMs: 40, workers: 8 };
    const { run } = previewOf({ load: { kind: 'shape', shape: 'diurnal', peak: 900 } }, { ...wholePlan, simulation });
    const inferred = inferAssumptions('history.json', JSON.stringify({ changes: run.decisions }));
    expect(inferred).toMatchObject({ ok: true, workers: 8 });
    expect(inferred.ok ? inferred.serviceTimeMs : 0).toBeCloseTo(40, 0);
  });

  it('are not led astray by single measurements', () => {
    const rows = [
      ...Array.from({ length: 9 }, () => record(2, 100, 0.5, 100)),
      record(2, 9000, 0.5, 5),
      record(2, 1, 0.5, 9000),
    ];
    expect(inferAssumptions('h', JSON.stringify(rows))).toMatchObject({ workers: 10, serviceTimeMs: 100 });
  });

  it.each([
    ['time,value\n1,2\n', /^'h' is no history of a runtime/],
    ['{"status":"ok"}', /^'h' is no history of a runtime/],
    [JSON.stringify([record(2, 100, 0.5, 100)]), /^'h' has 1 measurements/],
    [
      JSON.stringify([record(2, 100, 1, 100), record(0, 1, 0.5, 1), record(2, 0, 0.5, 1), null, 7]),
      /^'h' has 0 measurements/,
    ],
  ])('%j shows nothing', (text, message) => {
    expect(inferAssumptions('h', text)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });
});
