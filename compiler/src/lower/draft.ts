import type { Place } from '@tsk/parser';
import { type DeferredSetting, joinPointer } from '@tsk/schemas';
import type { Unresolved } from '@tsk/schemas/plan';

type Primitive = string | number | boolean | null;

/** A value of the plan on its way there: with the place it was written at, unless it is a default. */
export interface Leaf<T> {
  readonly kind: 'leaf';
  readonly value: T | DeferredSetting;
  readonly place?: Place;
  /** The dotted key in the file, such as `auto_scaling.policies.scale_up.max_instances`. */
  readonly key?: string;
}

/** A part of the plan whose values still know where they come from. */
export type Draft<T> = [T] extends [Primitive]
  ? Leaf<T>
  : T extends readonly (infer E)[]
    ? readonly Draft<E>[]
    : { readonly [K in keyof T]: Draft<T[K]> };

/** A value that was not written. */
export function byDefault<T>(value: T): Leaf<T> {
  return { kind: 'leaf', value };
}

/** A value made from another one, which it takes its place from. A deferred one cannot be converted and stays. */
export function derive<T, U>(leaf: Leaf<T>, convert: (value: T) => U): Leaf<U> {
  return { ...leaf, value: isDeferred(leaf.value) ? leaf.value : convert(leaf.value) };
}

/** True for a value that only the runtime knows. */
export function isDeferred(value: unknown): value is DeferredSetting {
  return typeof value === 'object' && value !== null && '$env' in value;
}

/** The value of a leaf, where it is known at compile time. */
export function known<T>(leaf: Leaf<T>): T | undefined {
  return isDeferred(leaf.value) ? undefined : leaf.value;
}

/** Called for every leaf, with its JSON pointer. */
export type LeafVisitor = (pointer: string, leaf: Leaf<unknown>) => void;

/** Strips a draft to its values; `visit` sees every leaf on the way, in the order of the plan. */
export function settle<T>(draft: Draft<T>, visit: LeafVisitor): Unresolved<T> {
  return settleAt(draft, '', visit) as Unresolved<T>;
}

function settleAt(draft: unknown, pointer: string, visit: LeafVisitor): unknown {
  if (Array.isArray(draft)) return draft.map((element, index) => settleAt(element, joinPointer(pointer, index), visit));
  if (isLeaf(draft)) {
    visit(pointer, draft);
    return draft.value;
  }
  const entries = Object.entries(draft as object);
  return Object.fromEntries(entries.map(([key, inner]) => [key, settleAt(inner, joinPointer(pointer, key), visit)]));
}

function isLeaf(draft: unknown): draft is Leaf<unknown> {
  return typeof draft === 'object' && draft !== null && (draft as { kind?: unknown }).kind === 'leaf';
}
