import type { Document, Place, TableValue, Value, VariableDeclaration } from '@tsk/parser';

/** A table together with the tables around it: where a name is looked for, from the inside out. */
export interface Scope {
  readonly table: TableValue;
  readonly path: readonly string[];
  readonly parent: Scope | undefined;
}

/** What a name stands for. `later`: it is declared, but below its use. */
export type Lookup =
  | { readonly kind: 'found'; readonly value: Value; readonly scope: Scope; readonly key: string }
  | { readonly kind: 'later'; readonly place: Place }
  | { readonly kind: 'missing' };

/** The names of a document: its data, and its variables by name in the order of the text. */
export interface Names {
  readonly root: Scope;
  readonly variables: ReadonlyMap<string, readonly VariableDeclaration[]>;
}

/** Indexes the names of a document once. */
export function collectNames(document: Document): Names {
  return {
    root: { table: document.root, path: [], parent: undefined },
    variables: Map.groupBy(document.variables, ({ name }) => name),
  };
}

/** The scope of a table that stands in `scope` under `key`. */
export function innerScope(scope: Scope, key: string, table: TableValue): Scope {
  return { table, path: [...scope.path, key], parent: scope };
}

/**
 * Resolves `$name` used at `offset` (language rule 10): a variable, then a key, declared above in the same table; the same
 * in the tables around it, out to the root; then the only variable of that name in another section.
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
    if (member === undefined) continue;
    if (member.value.kind === 'table' || member.value.span.end <= offset) {
      return { kind: 'found', value: member.value, scope: at, key: name };
    }
    later ??= { file: member.file, span: member.keySpan };
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

/** Resolves a bare `name` in an expression (language rule 9): a key of the tables around it, from the inside out. */
export function lookUpName(scope: Scope, name: string): Lookup {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const member = at.table.members.get(name);
    if (member !== undefined) return { kind: 'found', value: member.value, scope: at, key: name };
  }
  return { kind: 'missing' };
}

/** The scope of a section; as deep as its tables go where it has none. */
function scopeAt(root: Scope, path: readonly string[]): Scope {
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
