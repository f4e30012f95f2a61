import type { Document, Member, Place, TableValue, Value, VariableDeclaration } from '@tsk/parser';
import type { Imports } from './imports.ts';

/** A table together with the tables around it: where a name is looked for, from the inside out. */
export interface Scope {
  /** With the keys of included files laid under its own. */
  readonly table: TableValue;
  readonly path: readonly string[];
  readonly parent: Scope | undefined;
  /** Tables of the document with what is laid under them, where anything is. */
  readonly laid: ReadonlyMap<TableValue, TableValue>;
}

/** What a name stands for. `later`: it is declared, but below its use. */
export type Lookup =
  | { readonly kind: 'found'; readonly value: Value; readonly scope: Scope; readonly key: string }
  | { readonly kind: 'later'; readonly place: Place }
  | { readonly kind: 'missing' };

/** The names of a document: its data, and its variables by name in the order of the text. */
export interface Names {
  readonly file: string;
  readonly root: Scope;
  readonly variables: ReadonlyMap<string, readonly VariableDeclaration[]>;
  readonly imports: Imports;
}

/** Indexes the names of a document once. */
export function collectNames(document: Document, imports: Imports): Names {
  const laid = new Map<TableValue, TableValue>();
  const table = imports.base === undefined ? document.root : layUnder(document.root, imports.base, laid);
  return {
    file: document.file,
    root: { table, path: [], parent: undefined, laid },
    variables: Map.groupBy(document.variables, ({ name }) => name),
    imports,
  };
}

/** The table with the members of another one under its own, which is noted for it and for each table in it. */
function layUnder(over: TableValue, base: TableValue, laid: Map<TableValue, TableValue>): TableValue {
  const members = new Map(base.members);
  for (const [key, member] of over.members) {
    const below = members.get(key)?.value;
    const both = below?.kind === 'table' && member.value.kind === 'table';
    members.set(key, both ? { ...member, value: layUnder(member.value, below, laid) } : member);
  }
  const table: TableValue = { ...over, members };
  laid.set(over, table);
  return table;
}

/** The scope of a table that stands in `scope` under `key`. */
export function innerScope(scope: Scope, key: string, table: TableValue): Scope {
  return { table: scope.laid.get(table) ?? table, path: [...scope.path, key], parent: scope, laid: scope.laid };
}

/**
 * Resolves `$name` used at `offset` (language rule 10): a variable, then a key, declared above in the same table; then a
 * variable or key of the files included above; the same in the tables around it, out to the root; then the only variable of
 * that name in another section.
 */
export function lookUpVariable(names: Names, scope: Scope, name: string, offset: number): Lookup {
  const variables = names.variables.get(name) ?? [];
  const above = variables.filter(({ span }) => span.end <= offset);
  let later: Place | undefined;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const { path } = at;
    const variable = above.findLast(({ section }) => isSamePath(section, path));
    if (variable !== undefined) return foundVariable(names, variable);

    const member = at.table.members.get(name);
    const found: Lookup | undefined =
      member !== undefined && isAbove(names, member, offset)
        ? { kind: 'found', value: member.value, scope: at, key: name }
        : undefined;
    if (found !== undefined && member?.file === names.file) return found;
    const lent = findLent(names, at, name, offset) ?? found;
    if (lent !== undefined) return lent;
    if (member !== undefined) later ??= { file: member.file, span: member.keySpan };
  }
  const elsewhere = above.at(-1);
  if (elsewhere !== undefined && above.every(({ section }) => isSamePath(section, elsewhere.section))) {
    return foundVariable(names, elsewhere);
  }
  later ??= variables.find(({ span }) => span.end > offset);
  return later === undefined ? { kind: 'missing' } : { kind: 'later', place: later };
}

function foundVariable(names: Names, { value, section, name }: VariableDeclaration): Lookup {
  return { kind: 'found', value, scope: scopeAt(names.root, section), key: name };
}

/** The last variable of a name that a file lends which is included in this table, above `offset`. */
function findLent({ imports }: Names, scope: Scope, name: string, offset: number): Lookup | undefined {
  for (const { section, end, variables } of imports.list.toReversed()) {
    if (end > offset || !isSamePath(section, scope.path)) continue;
    const variable = variables.findLast((declared) => declared.name === name);
    if (variable !== undefined) return { kind: 'found', value: variable.value, scope, key: name };
  }
  return undefined;
}

/** True for a key that stands above `offset`, as a table may that is opened there, or is in a file that is included above. */
function isAbove({ file, imports }: Names, member: Member, offset: number): boolean {
  if (member.file === file) return member.value.kind === 'table' || member.value.span.end <= offset;
  return imports.list.some(({ end, files }) => end <= offset && files.has(member.file));
}

/** Resolves a bare `name` in an expression (language rule 9): a key of the tables around it, from the inside out. */
export function lookUpName(scope: Scope, name: string): Lookup {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const member = at.table.members.get(name);
    if (member !== undefined) return { kind: 'found', value: member.value, scope: at, key: name };
  }
  return { kind: 'missing' };
}

/** The names that a reference in a scope could have, for whoever looks for the one that was meant. */
export function* listNames({ variables, imports }: Names, scope: Scope, withVariables: boolean): Generator<string> {
  if (withVariables) yield* variables.keys();
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) yield* at.table.members.keys();
  if (withVariables) for (const { variables: lent } of imports.list) for (const { name } of lent) yield name;
}

/** The scope of a section; as deep as its tables go where it has none. */
export function scopeAt(root: Scope, path: readonly string[]): Scope {
  let scope = root;
  for (const key of path) {
    const value = scope.table.members.get(key)?.value;
    if (value?.kind !== 'table') return scope;
    scope = innerScope(scope, key, value);
  }
  return scope;
}

function isSamePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((segment, index) => segment === b[index]);
}
