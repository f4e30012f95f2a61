import { describe, expect, it } from 'vitest';
import { describeSimulation, type Lane, type Picture } from '../../../runtime/src/charts/index.ts';
import { linePoints, stepPoints } from '../../../runtime/src/charts/time-points.ts';
import type { PreviewRequest } from '../../../runtime/src/simulate/index.ts';
import { burst, previewOf, wholePlan } from '../simulate/preview-plan.ts';

const laneOf = (picture: Picture, id: string): Lane => {
  const lane = picture.lanes.find((candidate) => candidate.id === id);
  if (lane === undefined) throw new Error(`no lane is called ${id}`);
  return lane;
};

const plotOf = (picture: Picture, id: string): Extract<Lane, { kind: 'plot' }> => {
  const lane = laneOf(picture, id);
  if (lane.kind !== 'plot') throw new Error(`${id} is no plot`);
  return lane;
};

describe('the picture of a simulation', () => {
  const result = previewOf(burst);
  const picture = describeSimulation(result);

  it('has lanes for load, instances, what held, signals, latency and failures', () => {
    expect(picture.lanes.map(({ id }) => id)).toEqual([
      'load',
      'instances',
      'limits',
      'signal-cpu_utilization',
      'latency',
      'failures',
    ]);
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(picture))).toEqual(picture);
  });

  it('shows the instances by state, and the need', () => {
    const { series } = plotOf(picture, 'instances');
    const ready = series.find(({ id }) => id === 'ready')?.points ?? [];
    // The steps of the picture give back each step of the simulation.
    const at = (timeMs: number): number | null | undefined => ready.findLast(([from]) => from <= timeMs)?.[1];
    result.run.columns.ready.forEach((count, step) => {
      expect(at(step * result.stepMs)).toBe(count);
    });
    expect(series.map(({ label }) => label)).toEqual(['draining', 'starting', 'ready', 'needed (oracle)']);
  });

  it('marks each change with its reason, and numbers those that tell the story', () => {
    const { marks } = plotOf(picture, 'instances');
    const changes = result.run.decisions.filter(({ action }) => action !== 'none');
    expect(marks.filter(({ role }) => role !== 'held').map(({ text }) => text)).toEqual(
      changes.map(({ reason }) => reason),
    );
    const numbers = marks.flatMap(({ number }) => (number === undefined ? [] : [number]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(2);
  });

  it('says which setting a threshold, a row and a mark are about', () => {
    const [maximum, minimum] = plotOf(picture, 'instances').thresholds;
    expect([maximum?.place?.key, minimum?.place?.key]).toEqual([
      'auto_scaling.policies.scale_up.max_instances',
      'auto_scaling.policies.scale_down.min_instances',
    ]);
    const [high] = plotOf(picture, 'signal-cpu_utilization').thresholds;
    expect(high).toMatchObject({ label: 'high 70 %', value: 0.7, place: { pointer: '/scaling/metrics/0/high' } });
    const limits = laneOf(picture, 'limits');
    const rows = limits.kind === 'strip' ? limits.rows : [];
    expect(rows.map(({ label, place }) => [label, place?.key])).toContainEqual([
      'cooldown up',
      'auto_scaling.policies.scale_up.cooldown_period',
    ]);
  });

  it('has bands that rise, do not overlap and stay within the time', () => {
    const limits = laneOf(picture, 'limits');
    const rows = limits.kind === 'strip' ? limits.rows : [];
    expect(rows.length).toBeGreaterThan(2);
    for (const { bands } of rows) {
      for (const [index, { from, to }] of bands.entries()) {
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(result.steps * result.stepMs);
        expect(from).toBeGreaterThan(bands[index - 1]?.to ?? -1);
      }
    }
  });

  it('has a table with the numbers of the result', () => {
    const course = picture.tables.at(-1);
    const rows = course?.rows ?? [];
    const per = Math.ceil(result.steps / 48);
    expect(rows).toHaveLength(Math.ceil(result.steps / per));
    for (const [index, row] of rows.entries()) {
      const within = result.run.columns.p99Ms.slice(index * per, (index + 1) * per);
      expect(row[course?.columns.findIndex(({ name }) => name === 'p99') ?? -1]).toBe(Math.max(...within));
    }
    const cost = rows.reduce((sum, row) => sum + Number(row.at(-1)), 0);
    expect(cost).toBeCloseTo(result.run.summary['cost'] ?? 0, 9);
  });

  it('has no lane of failures where nobody waits', () => {
    const calm = describeSimulation(
      previewOf({ load: { kind: 'shape', shape: 'steady', peak: 50 }, durationMs: 3_600_000 }),
    );
    expect(calm.lanes.map(({ id }) => id)).not.toContain('failures');
  });

  it('shows forecasts with their interval at the times that they are for', () => {
    const request: PreviewRequest = { load: { kind: 'shape', shape: 'sine' }, durationMs: 6 * 3_600_000 };
    const predictive = { ...wholePlan.scaling.predictive, enabled: true };
    const plan = { ...wholePlan, scaling: { ...wholePlan.scaling, strategy: 'predictive' as const, predictive } };
    const forecasts = previewOf(request, plan);
    const { series } = plotOf(describeSimulation(forecasts), 'signal-cpu_utilization');
    expect(series.map(({ label }) => label)).toEqual(['forecast interval', 'forecast', 'cpu_utilization']);
    const first = forecasts.run.decisions.find(({ forecast }) => forecast !== null);
    const [range, line] = series;
    expect(line?.points[0]).toEqual([(first?.atMs ?? 0) + (first?.forecast?.horizonMs ?? 0), first?.forecast?.value]);
    expect(range?.points[0]?.[1]).toBe(first?.forecast?.low);
    expect(range?.upper?.[0]?.[1]).toBe(first?.forecast?.high);
  });

  it('lays another configuration and other rules over it', () => {
    const other = previewOf({ ...burst, overrides: { '/scaling/minInstances': 8 } });
    const compared = describeSimulation(previewOf({ ...burst, policies: ['hpa'] }), {
      against: { name: 'HEAD~1', result: other },
    });
    const { series } = plotOf(compared, 'instances');
    expect(series.slice(4).map(({ label }) => label)).toEqual(['HEAD~1', 'hpa']);
    expect(series[4]?.points[0]).toEqual([0, 8]);
    expect(compared.summary.at(-1)).toMatch(/^Against HEAD~1 it costs/);
    expect(compared.tables[0]?.rows.map(([name]) => name)).toEqual(['pressure (this)', 'HEAD~1', 'hpa', 'oracle']);
  });
});

describe('points', () => {
  it('keep the lowest and the highest where there are too many', () => {
    const values = Array.from({ length: 50_000 }, (_, index) => Math.sin(index / 3000) + (index === 33_333 ? 9 : 0));
    const points = linePoints(values, 10);
    expect(points.length).toBeLessThanOrEqual(1000);
    expect(points).toContainEqual([333_330, values[33_333]]);
    expect(points.map(([at]) => at)).toEqual(points.map(([at]) => at).toSorted((left, right) => left - right));
  });

  it('of steps are where the value changes, and the end', () => {
    expect(stepPoints([1, 1, 2, 2, 2, 1], 5)).toEqual([
      [0, 1],
      [10, 2],
      [25, 1],
      [30, 1],
    ]);
    expect(stepPoints([], 5)).toEqual([]);
  });
});
