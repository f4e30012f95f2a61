import type { Member, TableValue, Value } from '@tsk/parser';
import { findMisspelt, findSlip, foldName } from '../base/nearest.ts';
import { memberSchema, type Schema } from '../base/schema.ts';
import { findAlias, listAliases } from './aliases.ts';

/**
 * Whether a member of the root is for us to judge. A document may hold tables of other programs: what bears another name
 * than ours is ours only where half of its keys are, be the name an alias, a misspelt one or that of an inner table.
 */
export function isOurs({ key, value }: Member, document: TableValue, root: Schema): boolean {
  const own = memberSchema(root, key);
  if (own !== undefined) return isKnownOurs(value, own);
  if (value.kind !== 'table') return value.kind !== 'invalid' && isMisplaced(key, document, root);
  const meant = findMeant(key, root);
  if (meant === undefined)
    return !isEmpty(value) && findInner(key, document, root).some((schema) => speaks(value, schema));
  const isPlain = meant.path.length === 1 && foldName(meant.path.join('')) === foldName(key);
  return (isPlain && meant.schema['x-tsk-open'] !== true) || isEmpty(value) || speaks(value, meant.schema);
}

function isKnownOurs(value: Value, schema: Schema): boolean {
  if (schema['x-tsk-open'] !== true) return true;
  if (value.kind === 'table') return speaks(value, schema);
  if (schema['x-tsk-switch'] === undefined || schema['x-tsk-runtime'] === false) return false;
  return value.kind === 'deferred' || (value.kind === 'scalar' && switchWords.has(String(value.value)));
}

const switchWords: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no', 'on', 'off']);

/** Whether a key of the root is that of a table which the document has, and so has slipped out of it. */
function isMisplaced(key: string, document: TableValue, root: Schema): boolean {
  if (Object.keys(root.properties ?? {}).some((name) => foldName(name) === foldName(key))) return true;
  if (!key.includes('_')) return false;
  return Object.entries(root.properties ?? {}).some(
    ([name, schema]) => document.members.has(name) && schema['x-tsk-runtime'] !== false && hasKey(key, schema),
  );
}

const hasKey = (key: string, schema: Schema): boolean =>
  Object.entries(schema.properties ?? {}).some(([name, inner]) => name === key || hasKey(key, inner));

/** A table that a name at the root stands for. */
interface Meant {
  readonly path: readonly string[];
  readonly schema: Schema;
}

/** What names stood for before: an editor asks again with every keystroke, and looking for slips takes its time. */
const meantBefore = new WeakMap<Schema, Map<string, { readonly meant: Meant | undefined }>>();

/** How many names are remembered. */
const maxRemembered = 20_000;

/** The table that a name at the root stands for, or is nearly. */
function findMeant(key: string, root: Schema): Meant | undefined {
  const before = meantBefore.get(root) ?? new Map<string, { readonly meant: Meant | undefined }>();
  meantBefore.set(root, before);
  const known = before.get(key);
  if (known !== undefined) return known.meant;
  const meant = searchMeant(key, root);
  if (before.size >= maxRemembered) before.clear();
  before.set(key, { meant });
  return meant;
}

function searchMeant(key: string, root: Schema): Meant | undefined {
  const names = Object.keys(root.properties ?? {});
  const name = findAlias(root, key) === undefined ? findSlip(key, [...names, ...listAliases(root)]) : key;
  if (name === undefined) return undefined;
  const path = names.includes(name) ? [name] : findAlias(root, name)?.[0];
  const schema = path?.reduce<Schema | undefined>((at, step) => at && memberSchema(at, step), root);
  return path && schema && { path, schema };
}

/** The tables of that name inside of those that the document has. */
function findInner(key: string, document: TableValue, root: Schema): readonly Schema[] {
  return Object.entries(root.properties ?? {}).flatMap(([name, schema]) =>
    document.members.has(name) && schema['x-tsk-runtime'] !== false ? listInner(key, schema) : [],
  );
}

function listInner(key: string, schema: Schema): readonly Schema[] {
  const tables = innerTables.get(schema) ?? Map.groupBy(walkInner(schema), ([name]) => name);
  innerTables.set(schema, tables);
  return tables.get(key)?.map(([, inner]) => inner) ?? [];
}

/** The tables inside of each schema by their names, listed once. */
const innerTables = new WeakMap<Schema, ReadonlyMap<string, readonly (readonly [name: string, inner: Schema])[]>>();

function* walkInner(schema: Schema): Generator<readonly [name: string, inner: Schema]> {
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    if (inner.properties !== undefined) yield [name, inner];
    yield* walkInner(inner);
  }
}

const isEmpty = (table: TableValue): boolean => table.members.size === 0;

/** Whether at least half of a table's keys are those of the schema, in some spelling. */
function speaks(table: TableValue, schema: Schema): boolean {
  const keys = [...table.members.keys()].filter((key) => key !== 'enabled' && key !== 'name');
  const names = Object.keys(schema.properties ?? {});
  const item = schema.additionalProperties;
  if (typeof item === 'object')
    return [...table.members.values()].every(({ value }) => value.kind === 'table' && speaks(value, item));
  if (keys.length === 0) return [...table.members.keys()].every((key) => names.includes(key));
  const ours = keys.filter(
    (key) =>
      names.includes(key) ||
      findAlias(schema, key) !== undefined ||
      findMisspelt(key, names) !== undefined ||
      (schema.patternProperties !== undefined && memberSchema(schema, key) !== undefined),
  );
  return ours.length * 2 >= keys.length;
}
