import { joinPointer } from '@tsk/schemas';
import { isDeferred } from '../../lower/draft.ts';
import type { PlanFile } from '../../lower/lower.ts';

/** A value of a plan: a scalar, a list of scalars, or a value that the runtime reads from its environment. */
export interface PlanLeaf {
  /** Where it is, with names in place of the numbers of a list: `['scaling', 'metrics', 'cpu_utilization', 'high']`. */
  readonly path: readonly string[];
  /** JSON pointer into the plan, for its origin. */
  readonly pointer: string;
  readonly value: unknown;
  /** What its table says of the unit, where the name of the key does not. */
  readonly unit?: string;
  /** Whether it is written in a file; otherwise it is a default. */
  readonly isWritten: boolean;
  /** The element of a list that it is a part of: a static instance, a signal. */
  readonly entry?: PlanEntry;
}

/** An element of a list of tables, known by its name. */
export interface PlanEntry {
  readonly path: readonly string[];
  readonly pointer: string;
  readonly value: object;
}

/** The values of a plan by their paths joined with `/`, in the order of the plan. What the plan says of its own making is left out. */
export function flattenPlan(plan: PlanFile): ReadonlyMap<string, PlanLeaf> {
  const { version: _version, sources: _sources, origins: _origins, ...body } = plan;
  const leaves = new Map<string, PlanLeaf>();
  for (const leaf of walk(body, { path: [], pointer: '' })) {
    leaves.set(leaf.path.join('/'), { ...leaf, isWritten: Object.hasOwn(plan.origins, leaf.pointer) });
  }
  return leaves;
}

type At = Omit<PlanLeaf, 'value' | 'isWritten'>;

function* walk(value: unknown, at: At): Generator<Omit<PlanLeaf, 'isWritten'>> {
  if (typeof value !== 'object' || value === null || isDeferred(value)) {
    yield { ...at, value };
    return;
  }
  if (Array.isArray(value)) {
    const elements: readonly unknown[] = value;
    const names = elements.map(nameOf);
    if (elements.length === 0 || names.includes(undefined)) {
      yield { ...at, value };
      return;
    }
    for (const [index, element] of elements.entries()) {
      const path = [...at.path, names[index] ?? ''];
      const pointer = joinPointer(at.pointer, index);
      const entry = { path, pointer, value: Object(element) };
      yield* walk(element, { path, pointer, entry });
    }
    return;
  }
  const members = Object.entries(value);
  const unit = members.find(([key, inner]) => key === 'unit' && typeof inner === 'string')?.[1];
  for (const [key, inner] of members) {
    const isName = at.entry?.value === value && key === 'name';
    if (isName) continue;
    const { unit: _outer, ...rest } = at;
    const own = typeof unit === 'string' && typeof inner === 'number' ? { unit } : {};
    yield* walk(inner, { ...rest, path: [...at.path, key], pointer: joinPointer(at.pointer, key), ...own });
  }
}

function nameOf(element: unknown): string | undefined {
  if (typeof element !== 'object' || element === null) return undefined;
  const name: unknown = Object.getOwnPropertyDescriptor(element, 'name')?.value;
  return typeof name === 'string' ? name : undefined;
}
