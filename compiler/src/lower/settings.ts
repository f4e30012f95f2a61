import type { Place } from '@tsk/parser';
import { type Config, type DeferredSetting, type Setting, type SettingTable, toPointer } from '@tsk/schemas';
import { byDefault, isDeferred, type Leaf } from './draft.ts';

/** A key path from the root, such as `auto_scaling.policies`; keys that may hold dots are given as an array. */
type KeyPath = string | readonly string[];

/** Reads the settings of a checked configuration as values that know their place. */
export interface Settings {
  /** True where the key is written in a file, rather than a default. */
  isWritten(path: KeyPath): boolean;
  /** The keys of a table, in the order of the configuration; none where there is no table. */
  keysOf(path: KeyPath): readonly string[];
  /** The place of a key, or of the nearest table around it that is written. */
  placeOf(path: KeyPath): Place | undefined;
  /**
   * The value of the first of `paths` that is written, else of the first that has a default, else `fallback`. Earlier paths
   * are more specific. A value of another type does not count: the checker has reported it.
   */
  string<T = string>(paths: readonly KeyPath[], fallback: T): Leaf<string | T>;
  number<T = number>(paths: readonly KeyPath[], fallback: T): Leaf<number | T>;
  boolean(paths: readonly KeyPath[], fallback: boolean): Leaf<boolean>;
  /** As `string`, for one of a closed set of values. */
  choice<T extends string>(paths: readonly KeyPath[], options: readonly T[], fallback: T): Leaf<T>;
  /** The elements of an array of texts. */
  strings(path: KeyPath, fallback: readonly string[]): readonly Leaf<string>[];
  /** Whether the feature of a table is on: its `enabled`, or that the table is there. The first path that is written decides. */
  switchOf(paths: readonly KeyPath[], fallback: boolean): Leaf<boolean>;
}

/** Makes the reader of a configuration. `keyOf` gives the dotted key under which a setting stands in its file. */
export function readSettings(config: Config, keyOf: (path: readonly string[]) => string): Settings {
  const find = (path: KeyPath): Setting | undefined => findSetting(config.settings, segmentsOf(path));
  const written = (path: KeyPath): Place | undefined => config.places.get(pointerOf(path));

  const leaf = <T>(path: KeyPath, value: T | DeferredSetting): Leaf<T> => {
    const place = written(path);
    return place === undefined ? { kind: 'leaf', value } : { kind: 'leaf', value, place, key: keyOf(segmentsOf(path)) };
  };
  const pick = <T, F>(paths: readonly KeyPath[], accepts: (value: unknown) => value is T, fallback: F): Leaf<T | F> => {
    let first: { readonly path: KeyPath; readonly value: T | DeferredSetting } | undefined;
    for (const path of paths) {
      const value = find(path);
      if (value === undefined || !(isDeferred(value) || accepts(value))) continue;
      if (written(path) !== undefined) return leaf<T | F>(path, value);
      first ??= { path, value };
    }
    return first === undefined ? byDefault(fallback) : leaf<T | F>(first.path, first.value);
  };
  const switchAt = (path: KeyPath): Leaf<boolean> | undefined => {
    const enabled = [...segmentsOf(path), 'enabled'];
    const value = find(path);
    if (typeof value === 'boolean' || isDeferred(value)) return leaf(path, value);
    if (!isTable(value)) return undefined;
    const inner = pick([enabled], isBoolean, true);
    const place = written(path);
    return inner.place === undefined && place !== undefined ? { ...inner, place, key: keyOf(segmentsOf(path)) } : inner;
  };

  return {
    isWritten: (path) => written(path) !== undefined,
    keysOf(path) {
      const table = find(path);
      return isTable(table) ? Object.keys(table) : [];
    },
    placeOf(path) {
      const segments = segmentsOf(path);
      for (let length = segments.length; length > 0; length--) {
        const place = config.places.get(toPointer(segments.slice(0, length)));
        if (place !== undefined) return place;
      }
      return undefined;
    },
    string: (paths, fallback) => pick(paths, isString, fallback),
    number: (paths, fallback) => pick(paths, isNumber, fallback),
    boolean: (paths, fallback) => pick(paths, isBoolean, fallback),
    choice: (paths, options, fallback) => pick(paths, (value) => isOneOf(value, options), fallback),
    strings(path, fallback) {
      const value = find(path);
      if (!isList(value)) return fallback.map(byDefault);
      return value.flatMap((element, index) => {
        const at = [...segmentsOf(path), String(index)];
        return isString(element) || isDeferred(element) ? [inheritPlace(leaf(at, element), leaf(path, ''))] : [];
      });
    },
    switchOf(paths, fallback) {
      const switches = paths.flatMap((path) => switchAt(path) ?? []);
      return switches.find(({ place }) => place !== undefined) ?? switches[0] ?? byDefault(fallback);
    },
  };
}

/** An element without a place of its own stands where its array does. */
function inheritPlace<T>(element: Leaf<T>, array: Leaf<unknown>): Leaf<T> {
  if (element.place !== undefined || array.place === undefined) return element;
  return { ...element, place: array.place, ...(array.key === undefined ? {} : { key: array.key }) };
}

/** The dotted paths that were asked for, which are the same few hundred for every configuration. */
const known = new Map<string, { readonly segments: readonly string[]; readonly pointer: string }>();

function splitPath(path: string): { readonly segments: readonly string[]; readonly pointer: string } {
  const before = known.get(path);
  if (before !== undefined) return before;
  const segments = path.split('.');
  const split = { segments, pointer: toPointer(segments) };
  known.set(path, split);
  return split;
}

function segmentsOf(path: KeyPath): readonly string[] {
  return typeof path === 'string' ? splitPath(path).segments : path;
}

function pointerOf(path: KeyPath): string {
  return typeof path === 'string' ? splitPath(path).pointer : toPointer(path);
}

function findSetting(root: SettingTable, segments: readonly string[]): Setting | undefined {
  let at: Setting | undefined = root;
  for (const segment of segments) {
    if (isList(at)) at = at[Number(segment)];
    else if (isTable(at)) at = Object.hasOwn(at, segment) ? at[segment] : undefined;
    else return undefined;
  }
  return at;
}

function isList(value: Setting | undefined): value is readonly Setting[] {
  return Array.isArray(value);
}

function isTable(value: Setting | undefined): value is SettingTable {
  return typeof value === 'object' && value !== null && !isList(value) && !isDeferred(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isOneOf<T extends string>(value: unknown, options: readonly T[]): value is T {
  return options.some((option) => option === value);
}
