import { describeDifference } from '../simulate/describe-difference.ts';
import { describeResult } from '../simulate/describe-result.ts';
import type { PreviewResult } from '../simulate/preview.ts';
import { instancesLane, type Overlay } from './instances-lane.ts';
import { failureLane, latencyLane } from './latency-lane.ts';
import { limitsLane } from './limits-lane.ts';
import { loadLane } from './load-lane.ts';
import type { Picture } from './picture.ts';
import { signalLanes } from './signal-lanes.ts';
import { courseTable, decisionsTable, figuresTable, startUpsTable } from './tables.ts';

/** What a picture of a simulation shows beside it. */
export interface SimulationPictureOptions {
  /** The same load under another configuration, laid over this one, with what to call that configuration. */
  readonly against?: { readonly name: string; readonly result: PreviewResult };
}

/** Describes the picture of a simulation: what every renderer draws, and what is read where nothing can be seen. */
export function describeSimulation(result: PreviewResult, { against }: SimulationPictureOptions = {}): Picture {
  const overlays: readonly Overlay[] = [
    ...(against === undefined ? [] : [overlayOf(against.name, against.result, against.result.run.columns.desired)]),
    ...result.others.map(({ policy, columns }) => overlayOf(policy, result, columns.desired)),
  ];
  const { minInstances, maxInstances, scoring } = result.scaling;
  const strip = limitsLane(result);
  const own = against === undefined ? scoring : `${scoring} (this)`;
  const runs = [
    { name: own, run: result.run },
    ...(against === undefined ? [] : [{ name: against.name, run: against.result.run }]),
    ...result.others.map((run) => ({ name: run.policy, run })),
  ];
  const failures = failureLane(result);
  const startUps = startUpsTable(result);
  return {
    version: 1,
    title: `${result.service}: ${scoring}, ${minInstances} to ${maxInstances} instances; ${result.title}`,
    axis: { kind: 'time', durationMs: result.steps * result.stepMs },
    lanes: [
      loadLane(result),
      instancesLane(result, overlays),
      ...(strip.kind === 'strip' && strip.rows.length > 0 ? [strip] : []),
      ...signalLanes(result),
      latencyLane(result),
      ...(failures === undefined ? [] : [failures]),
    ],
    summary: [
      ...describeResult(result),
      ...(against === undefined ? [] : [describeDifference(result, against.result, against.name)]),
    ],
    tables: [
      figuresTable(runs, result),
      decisionsTable(result),
      ...(startUps === undefined ? [] : [startUps]),
      courseTable(result),
    ],
    notes: result.notes,
  };
}

function overlayOf(label: string, { stepMs }: PreviewResult, desired: readonly number[]): Overlay {
  return { label, desired, stepMs };
}
