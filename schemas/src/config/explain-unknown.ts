import { type Diagnostic, type Fix, report } from '@tsk/parser';
import { findMisspelt, findNearest, findSlip } from '../base/nearest.ts';
import type { Schema } from '../base/schema.ts';
import { configSchema } from '../generated/config-schema.ts';
import { findAlias, listAliases } from './aliases.ts';
import { unknownKey, unknownTable } from './catalogue.ts';
import { code, enumerate } from './enumerate.ts';
import type { Written } from './reading.ts';
import { dottedKey } from './words.ts';

/** More homes of a key than this are no help. */
const mostHomes = 2;

/** The finding about a key that its table does not have: what was probably meant, or where the key belongs. */
export function explainUnknown(at: Written, table: Written): Diagnostic {
  const name = String(at.path.at(-1));
  const homes = findHomes(at, table);
  const meant = findMeant(name, table.schema, homes.length > 0);
  if (meant !== undefined) return reportUnknown(at, table, `; did you mean \`${meant}\`?`, rename(at, meant));
  return reportUnknown(at, table, describeHome(table, homes), renameDeeper(at, table, homes));
}

/** Where the one home of a key is below this table, a dotted key leads there. */
function renameDeeper(at: Written, { path }: Written, homes: readonly (readonly string[])[]): Fix | undefined {
  const [home, ...others] = homes;
  if (home === undefined || others.length > 0 || path.length === 0 || home.length === path.length) return undefined;
  if (!path.every((key, index) => home[index] === key)) return undefined;
  return rename(at, [...home.slice(path.length), String(at.path.at(-1))].join('.'));
}

/** The finding about a key that would do, and is a known one but for a letter or two. */
export function findSlippedKey(at: Written, table: Written): Diagnostic | undefined {
  const meant = findSlip(String(at.path.at(-1)), Object.keys(table.schema.properties ?? {}));
  if (meant === undefined) return undefined;
  return reportUnknown(at, table, `; did you mean \`${meant}\`?`, rename(at, meant));
}

/** The finding about a key of an open table that resembles a known one, or is another table's; others are another program's. */
export function findMisplacedKey(at: Written, table: Written): Diagnostic | undefined {
  const name = String(at.path.at(-1));
  const slip = findSlippedKey(at, table);
  if (slip !== undefined) return slip;
  if (table.schema['x-tsk-runtime'] === false) return undefined;
  const homes = findHomes(at, table);
  const isOurs = homes.some((home) => name.includes('_') || home[0] === table.path[0]);
  return isOurs ? reportUnknown(at, table, describeHome(table, homes), renameDeeper(at, table, homes)) : undefined;
}

function reportUnknown(at: Written, table: Written, hint: string, fix: Fix | undefined): Diagnostic {
  const name = String(at.path.at(-1));
  return table.path.length === 0 && at.value.kind === 'table'
    ? report(unknownTable, at.key, [name, hint], { fix })
    : report(unknownKey, at.key, [dottedKey(table.path), name, hint], { fix });
}

const rename = (at: Written, name: string): Fix => ({
  title: `Rename to ${name}`,
  edits: [{ span: at.key.span, newText: name }],
});

/** The key that was probably meant. That of another table by its exact name is likelier than one here of which it has a word. */
function findMeant(name: string, schema: Schema, hasHome: boolean): string | undefined {
  const known = Object.keys(schema.properties ?? {});
  const misspelt = findMisspelt(name, known);
  if (misspelt !== undefined) return misspelt;
  const related = hasHome ? undefined : findNearest(name, known);
  if (related !== undefined) return related;
  const alias = hasHome ? undefined : findMisspelt(name, listAliases(schema));
  const targets = alias === undefined ? [] : (findAlias(schema, alias) ?? []);
  return targets.length === 1 ? targets[0]?.join('.') : undefined;
}

/** The end of a sentence about an unknown key that resembles none: where it belongs, or else what there is. */
function describeHome(table: Written, homes: readonly (readonly string[])[]): string {
  if (homes.length > 0 && homes.length <= mostHomes) {
    return `; it belongs in ${enumerate(
      homes.map((home) => code(dottedKey(home))),
      'or',
    )}.`;
  }
  const known = Object.keys(table.schema.properties ?? {});
  const isRoot = table.path.length === 0;
  if (known.length === 0 || (known.length > 12 && !isRoot)) return '.';
  const list = enumerate(known.map(code), 'and');
  return isRoot ? `; the tables are ${list}.` : `; its keys are ${list}.`;
}

/** The tables that have a key of that name: those below this one, else those of the same table at the root, else all. */
function findHomes(at: Written, table: Written): readonly (readonly string[])[] {
  const name = String(at.path.at(-1));
  const isTable = at.value.kind === 'table';
  const all = (homesByName().get(name) ?? []).filter(({ home }) => !isTable || home.properties !== undefined);
  const paths = all.map(({ path }) => path);
  const below = paths.filter((path) => table.path.every((key, index) => path[index] === key));
  if (table.path.length > 0 && below.length > 0) return below;
  const near = paths.filter((path) => path[0] === table.path[0]);
  return near.length > 0 ? near : paths;
}

/** A table that has a key of some name: its path, and what the schema says about the key. */
interface Home {
  readonly path: readonly string[];
  readonly home: Schema;
}

let knownHomes: ReadonlyMap<string, readonly Home[]> | undefined;

/** The tables below the root that have a key, by its name; listed when they are first asked for. */
function homesByName(): ReadonlyMap<string, readonly Home[]> {
  if (knownHomes !== undefined) return knownHomes;
  const found = new Map<string, Home[]>();
  for (const [name, home] of walkHomes(configSchema, [])) found.set(name, [...(found.get(name) ?? []), home]);
  knownHomes = found;
  return found;
}

function* walkHomes(schema: Schema, path: readonly string[]): Generator<readonly [name: string, Home]> {
  if (schema['x-tsk-runtime'] === false) return;
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    if (path.length > 0) yield [key, { path, home: inner }];
    yield* walkHomes(inner, [...path, key]);
  }
}
