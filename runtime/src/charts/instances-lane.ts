import type { PreviewDecision, PreviewResult } from '../simulate/preview.ts';
import { selectKeyDecisions } from './key-decisions.ts';
import { findLimitPlace } from './limit-place.ts';
import type { Lane, Mark, Role, Series } from './picture.ts';
import { placed } from './placed.ts';
import { envelopePoints, stepPoints } from './time-points.ts';

const otherRoles: readonly Role[] = ['other1', 'other2', 'other3', 'other4', 'other5', 'other6'];

/** A second run of the same load to lay over the first: what it is called and what it is. */
export interface Overlay {
  readonly label: string;
  readonly desired: readonly number[];
  readonly stepMs: number;
}

/** Instances by what they do, with the number that perfect foresight would have, and the decisions. */
export function instancesLane(result: PreviewResult, overlays: readonly Overlay[]): Lane {
  const { run, oracle, stepMs, scaling, places } = result;
  const { ready, desired, draining } = run.columns;
  const paid = desired.map((count, index) => count + (draining[index] ?? 0));
  const states: readonly Series[] = [
    {
      id: 'draining',
      label: 'draining',
      role: 'draining',
      kind: 'step-area',
      points: stepPoints(paid, stepMs),
      ...placed(places['/simulation/drainMs']),
    },
    {
      id: 'starting',
      label: 'starting',
      role: 'starting',
      kind: 'step-area',
      points: stepPoints(desired, stepMs),
      ...placed(places['/simulation/startUpMs']),
    },
    { id: 'ready', label: 'ready', role: 'ready', kind: 'step-area', points: stepPoints(ready, stepMs) },
  ];
  const needed: Series = {
    id: 'needed',
    label: 'needed (oracle)',
    role: 'needed',
    kind: 'steps',
    points: envelopePoints(oracle.required, stepMs),
    ...placed(places['/simulation/sloMs']),
  };
  const { minInstances, maxInstances } = scaling;
  return {
    kind: 'plot',
    id: 'instances',
    title: 'Instances',
    unit: 'count',
    weight: 5,
    logarithmic: false,
    series: [...states, needed, ...overlays.map(overlaySeries)],
    thresholds: [
      {
        id: 'maximum',
        label: `maximum ${maxInstances}`,
        value: maxInstances,
        ...placed(places['/scaling/maxInstances']),
      },
      {
        id: 'minimum',
        label: `minimum ${minInstances}`,
        value: minInstances,
        ...placed(places['/scaling/minInstances']),
      },
    ],
    marks: listMarks(result),
  };
}

function overlaySeries({ label, desired, stepMs }: Overlay, index: number): Series {
  const role = otherRoles[index % otherRoles.length] ?? 'other1';
  return { id: `overlay-${index + 1}`, label, role, kind: 'steps', points: envelopePoints(desired, stepMs) };
}

/** Every change of the count, and those of the others that tell the story. */
function listMarks(result: PreviewResult): readonly Mark[] {
  const key = selectKeyDecisions(result);
  return result.run.decisions
    .filter((decision) => decision.action !== 'none' || key.includes(decision))
    .map((decision) => toMark(decision, key.indexOf(decision), result));
}

function toMark(decision: PreviewDecision, position: number, { places }: PreviewResult): Mark {
  const { atMs, action, to, reason, limit } = decision;
  const role = action === 'none' ? 'held' : action === 'scale_up' ? 'up' : 'down';
  return {
    at: atMs,
    value: to,
    role,
    text: reason,
    ...(position < 0 ? {} : { number: position + 1 }),
    ...placed(findLimitPlace(limit, places) ?? places['/scaling/scoring']),
  };
}
