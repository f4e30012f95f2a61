import { findOrigin, type OriginPlace } from '@tsk/schemas/plan';
import { isDeferred } from '../lower/draft.ts';
import type { PlanFile } from '../lower/lower.ts';
import { effectRules } from './effects/index.ts';
import type { Judgement, PlanChange, ValueChange } from './model/change.ts';
import { flattenPlan, type PlanEntry, type PlanLeaf } from './model/flatten-plan.ts';
import type { PlanPair } from './model/rule.ts';
import { showPlanValue } from './show-value.ts';

/**
 * What changes from one plan to another, in the order of the plan, each with what it has an effect on. A change that one
 * written value makes at several places of the plan comes once.
 */
export function findChanges(before: PlanFile, after: PlanFile): readonly PlanChange[] {
  const plans: PlanPair = { before: flattenPlan(before), after: flattenPlan(after) };
  const changes = [...differences(plans)].map(([old, now]) => describe(before, after, plans, old, now));
  return mergeRepeated(changes);
}

type Place = Pick<PlanLeaf, 'path' | 'pointer' | 'value' | 'unit'>;
type Difference = readonly [old: Place | undefined, now: Place | undefined];

function* differences({ before, after }: PlanPair): Generator<Difference> {
  const entriesBefore = listEntries(before);
  const entriesAfter = listEntries(after);
  const told = new Set<PlanEntry>();
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(key), after.get(key)];
    const entry = (old ?? now)?.entry;
    const name = entry?.path.join('/') ?? '';
    // An element that is only in one of the plans is one change, and not one for each of its values.
    if (entry !== undefined && !(entriesBefore.has(name) && entriesAfter.has(name))) {
      if (!told.has(entry)) yield old === undefined ? [undefined, entry] : [entry, undefined];
      told.add(entry);
    } else if (!isSame(old?.value, now?.value)) {
      // A list that is no longer empty has its elements told one by one.
      const isShell = [old, now].some((leaf) => leaf === undefined) && [old, now].some(isEmptyList);
      if (!isShell) yield [old, now];
    }
  }
}

function listEntries(plan: ReadonlyMap<string, PlanLeaf>): ReadonlySet<string> {
  return new Set([...plan.values()].flatMap(({ entry }) => (entry === undefined ? [] : [entry.path.join('/')])));
}

function isEmptyList(leaf: PlanLeaf | undefined): boolean {
  return Array.isArray(leaf?.value) && leaf.value.length === 0;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function describe(
  before: PlanFile,
  after: PlanFile,
  plans: PlanPair,
  old: Place | undefined,
  now: Place | undefined,
): PlanChange {
  const path = (now ?? old)?.path ?? [];
  const change: ValueChange = { path, before: old?.value, after: now?.value };
  const judgements = judge(change, plans);
  const newOrigin = now === undefined ? undefined : findOwnOrigin(after, now.pointer);
  const oldOrigin = old === undefined ? undefined : findOwnOrigin(before, old.pointer);
  const origin = newOrigin ?? oldOrigin;
  return {
    ...change,
    key: origin?.key ?? path.join('.'),
    shownBefore: old === undefined ? undefined : showPlanValue(old),
    shownAfter: now === undefined ? undefined : showPlanValue(now),
    judgements,
    isBreaking: judgements.some(({ isBreaking }) => isBreaking),
    ...(origin === undefined ? {} : { origin }),
    isOldOrigin: newOrigin === undefined && oldOrigin !== undefined,
  };
}

/** Where a value is written itself; what only stands in a table that is written somewhere has its default. */
function findOwnOrigin(plan: PlanFile, pointer: string): OriginPlace | undefined {
  const isWritten = Object.keys(plan.origins).some((at) => at === pointer || at.startsWith(`${pointer}/`));
  if (!isWritten) return undefined;
  const own = Object.hasOwn(plan.origins, pointer)
    ? pointer
    : Object.keys(plan.origins).find((at) => at.startsWith(`${pointer}/`));
  return own === undefined ? undefined : findOrigin(plan, own);
}

function judge(change: ValueChange, plans: PlanPair): readonly Judgement[] {
  const judgements: Judgement[] = [];
  for (const [effect, rules] of effectRules) {
    for (const { path, judge: apply } of rules) {
      const found = matches(path, change.path) ? apply(change, plans) : undefined;
      if (found === undefined) continue;
      judgements.push({ effect, ...found });
      break;
    }
  }
  if (judgements.length > 0) return judgements;
  return [{ effect: 'other', trend: 'different', isBreaking: false, why: describeOther(change) }];
}

function matches(pattern: string, path: readonly string[]): boolean {
  const keys = pattern.split('.');
  return keys.length === path.length && keys.every((key, index) => key === '*' || key === path[index]);
}

function describeOther({ path, before, after }: ValueChange): string {
  if (isDeferred(after) && !isDeferred(before)) return 'The environment decides when the runtime starts.';
  if (isDeferred(before) && !isDeferred(after)) return 'The environment no longer decides.';
  switch (path[0]) {
    case 'service':
      return 'Instances are started in another way.';
    case 'simulation':
      return 'Previews reckon with another value; the running service does not change.';
    case 'debug':
      return 'What is logged, or where, changes.';
    case 'scaling':
      return 'Scaling decides in another way.';
    default:
      return 'The running service is set up in another way.';
  }
}

/** Puts together what the same key at the same place, with the same values, changes in several parts of the plan. */
function mergeRepeated(changes: readonly PlanChange[]): readonly PlanChange[] {
  const merged = new Map<string, PlanChange>();
  for (const change of changes) {
    const { origin, shownBefore, shownAfter, path } = change;
    const id = origin === undefined ? path.join('/') : JSON.stringify([origin, shownBefore, shownAfter]);
    const first = merged.get(id);
    merged.set(id, first === undefined ? change : unite(first, change));
  }
  return [...merged.values()];
}

function unite(first: PlanChange, second: PlanChange): PlanChange {
  const told = new Set(first.judgements.map(({ effect }) => effect));
  const fresh = second.judgements.filter(({ effect }) => effect !== 'other' && !told.has(effect));
  const kept = fresh.length > 0 ? first.judgements.filter(({ effect }) => effect !== 'other') : first.judgements;
  return {
    ...first,
    judgements: [...kept, ...fresh],
    isBreaking: first.isBreaking || second.isBreaking,
  };
}
