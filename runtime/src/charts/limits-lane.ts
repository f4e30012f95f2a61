import type { Limit } from '../autoscale/policies/policy.ts';
import type { PreviewResult } from '../simulate/preview.ts';
import { showDuration } from '../simulate/show.ts';
import { findLimitPlace } from './limit-place.ts';
import type { Band, BandRow, Lane } from './picture.ts';
import { placed } from './placed.ts';

/** Times in which users waited, and in which a cooldown, a window or a bound held a decision back: a row for each. */
export function limitsLane(result: PreviewResult): Lane {
  const rows = [violationRow(result), ...cooldownRows(result), ...limitRows(result)];
  return {
    kind: 'strip',
    id: 'limits',
    title: 'Waiting users, cooldowns and limits',
    rows: rows.filter(({ bands }) => bands.length > 0),
  };
}

function violationRow({ run, stepMs, places }: PreviewResult): BandRow {
  const { late, dropped } = run.columns;
  const bad = late.map((share, index) => share > 0.01 || (dropped[index] ?? 0) > 0);
  const bands = findRuns(bad).map(([from, to]) => ({
    from: from * stepMs,
    to: to * stepMs,
    text: `more than 1 % of the requests late or dropped for ${showDuration((to - from) * stepMs)}`,
  }));
  return { id: 'violations', label: 'users wait', role: 'late', bands, ...placed(places['/simulation/sloMs']) };
}

/** The time after each change in which the same direction may not be taken again. */
function cooldownRows({ run, scaling, places, steps, stepMs }: PreviewResult): readonly BandRow[] {
  const row = (action: 'scale_up' | 'scale_down', lengthMs: number, pointer: string): BandRow => {
    const spans = run.decisions
      .filter((decision) => decision.action === action)
      .map(({ atMs }) => ({ from: atMs, to: Math.min(steps * stepMs, atMs + lengthMs) }));
    const text = `${action} cooldown of ${showDuration(lengthMs)}`;
    const role = action === 'scale_up' ? 'up' : 'down';
    const label = action === 'scale_up' ? 'cooldown up' : 'cooldown down';
    return { id: `cooldown-${action}`, label, role, bands: join(spans, text), ...placed(places[pointer]) };
  };
  const isKept = scaling.scoring !== 'hpa' && scaling.scoring !== 'kpa';
  return isKept
    ? [
        row('scale_up', scaling.scaleUp.cooldownMs, '/scaling/scaleUp/cooldownMs'),
        row('scale_down', scaling.scaleDown.cooldownMs, '/scaling/scaleDown/cooldownMs'),
      ]
    : [];
}

const limitLabels: Readonly<Record<Limit['kind'], string>> = {
  cooldown: 'held by cooldown',
  stabilisation: 'held by window',
  pace: 'held by pace',
  forecast: 'held by forecast',
  maximum: 'at maximum',
  minimum: 'at minimum',
  size: 'larger instances',
  missing: 'signals missing',
};

/** The time in which a limit kept the count from what the rule asked for. */
function limitRows({ run, scaling, places, steps, stepMs }: PreviewResult): readonly BandRow[] {
  const kinds = Object.keys(limitLabels).filter((kind): kind is Limit['kind'] => kind !== 'minimum');
  return kinds.map((kind) => {
    const held = run.decisions.filter(({ limit }) => limit?.kind === kind);
    const spans = held.map(({ atMs }) => ({ from: atMs, to: Math.min(steps * stepMs, atMs + scaling.intervalMs) }));
    const bands = join(spans, `${limitLabels[kind]}: the rule asked for another count`);
    return {
      id: `limit-${kind}`,
      label: limitLabels[kind],
      role: 'held',
      bands,
      ...placed(findLimitPlace(held[0]?.limit ?? null, places)),
    };
  });
}

/** Spans in the order of their starts, with those that touch made one. */
function join(spans: readonly { readonly from: number; readonly to: number }[], text: string): readonly Band[] {
  const bands: { from: number; to: number; text: string }[] = [];
  for (const { from, to } of spans) {
    const last = bands.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) bands.push({ from, to, text });
  }
  return bands;
}

/** First and next-after-last index of each run of true values. */
function findRuns(values: readonly boolean[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const [index, value] of values.entries()) {
    const last = runs.at(-1);
    if (value && last !== undefined && last[1] === index) last[1] = index + 1;
    else if (value) runs.push([index, index + 1]);
  }
  return runs;
}
