import type { PreviewDecision, PreviewResult } from '../simulate/preview.ts';

/** More numbers than this are a list and no story. */
const MOST_KEY_DECISIONS = 6;

/** Two numbers stand at least this share of the time apart, so that they can be told apart. */
const LEAST_DISTANCE = 1 / 28;

/**
 * The decisions that tell the story, in the order of time: the greatest of each kind (more instances, fewer, held back by this or
 * that limit), and then the others by how much they change.
 */
export function selectKeyDecisions({ run, steps, stepMs }: PreviewResult): readonly PreviewDecision[] {
  const distance = steps * stepMs * LEAST_DISTANCE;
  const chosen: PreviewDecision[] = [];
  const ranked = run.decisions
    .map((decision, index) => ({ decision, weight: weigh(decision, run.decisions[index - 1]) }))
    .filter(({ weight }) => weight > 0)
    // Equal weights go to the earlier one, since sorting keeps the order.
    .sort((left, right) => right.weight - left.weight);
  const kinds = new Set<string>();
  const firsts = ranked.filter(({ decision }) => {
    const kind = decision.action === 'none' ? `held by ${decision.limit?.kind}` : decision.action;
    return kinds.size < kinds.add(kind).size;
  });
  // What was done for users comes before what was not.
  const ups = firsts.filter(({ decision }) => decision.action === 'scale_up');
  for (const { decision } of [...ups, ...firsts, ...ranked]) {
    if (chosen.length >= MOST_KEY_DECISIONS) break;
    if (chosen.every(({ atMs }) => Math.abs(atMs - decision.atMs) >= distance)) chosen.push(decision);
  }
  return chosen.toSorted((left, right) => left.atMs - right.atMs);
}

/** What a decision means for the story: the instances that it moves, or that it is denied. */
function weigh(decision: PreviewDecision, before: PreviewDecision | undefined): number {
  const { action, from, to, wanted, limit } = decision;
  const moved = Math.abs(to - from);
  // Adding saves users, removing saves money only.
  if (action !== 'none') return action === 'scale_up' ? 1.5 * moved : moved;
  const isFirst = before?.limit?.kind !== limit?.kind || before?.action !== 'none';
  return isFirst && limit !== null && wanted > to ? wanted - to : 0;
}
