import { lookUpName, lookUpVariable, type Scope, scopeAt } from '@tsk/compiler';
import type { Expression, Member, Value } from '@tsk/parser';
import type { LinkedDocument } from './linked-document.ts';
import type { NamePart, ReferenceSite } from './site.ts';
import type { NameSymbol } from './symbol.ts';

/** A value as it is written, and what leads to it. */
export interface Target {
  readonly symbol: NameSymbol | undefined;
  readonly value: Value;
  readonly scope: Scope;
  /** Its path in the data of the file; undefined where it is no part of that. */
  readonly path: readonly string[] | undefined;
}

/** How many references may lead to one another: those in a circle would lead on for ever. */
const maxHops = 20;

/** What each name of a reference stands for, as far as they stand for anything. Paths are those within the file. */
export function resolveSite(linked: LinkedDocument, site: ReferenceSite): readonly Target[] {
  const scope = scopeAt(linked.names.root, site.scope);
  const [first, ...rest] = site.parts;
  if (first === undefined) return [];
  const start = site.by === 'rule' ? findRule(scope, first) : findFirst(linked, site, scope, first);
  return start === undefined ? [] : follow(linked, start, rest);
}

function follow(linked: LinkedDocument, start: Target, rest: readonly NamePart[]): readonly Target[] {
  const found = [start];
  for (const { name } of rest) {
    const base = found.at(-1);
    const next = base === undefined ? undefined : select(linked, base, name, maxHops);
    if (next === undefined) break;
    found.push(next);
  }
  return found;
}

function findFirst(linked: LinkedDocument, site: ReferenceSite, scope: Scope, { name }: NamePart): Target | undefined {
  const found =
    site.by === 'name' ? lookUpName(scope, name) : lookUpVariable(linked.names, scope, name, site.span.start);
  if (found.kind !== 'found') return undefined;
  const declaration = linked.declarations.get(found.value);
  if (declaration?.name === name) {
    const { file, section } = declaration;
    return {
      symbol: { kind: 'variable', file, scope: section, name },
      value: found.value,
      scope: found.scope,
      path: undefined,
    };
  }
  return keyTarget(found.scope, name, found.value);
}

function findRule(scope: Scope, { name }: NamePart): Target | undefined {
  const value = scope.table.members.get(name)?.value;
  return value === undefined ? undefined : keyTarget(scope, name, value);
}

function keyTarget(scope: Scope, name: string, value: Value): Target {
  const path = [...scope.path, name];
  return { symbol: { kind: 'key', path }, value, scope, path };
}

/** The members of the table that a reference leads to, with those of included files; none where it is no table. */
export function membersOf(linked: LinkedDocument, target: Target): ReadonlyMap<string, Member> {
  const { value, path } = enter(linked, target, maxHops);
  if (value.kind !== 'table') return new Map();
  return path === undefined ? value.members : scopeAt(linked.names.root, path).table.members;
}

/** The member of what a reference leads to. Where that is a reference in turn, it is followed first. */
function select(linked: LinkedDocument, base: Target, name: string, hops: number): Target | undefined {
  const { value, scope, path } = enter(linked, base, hops);
  if (value.kind === 'array') {
    const element = /^\d+$/.test(name) ? value.elements[Number(name)] : undefined;
    return element === undefined ? undefined : { symbol: undefined, value: element, scope, path: undefined };
  }
  if (value.kind !== 'table') return undefined;
  const inner: Scope = path === undefined ? scope : scopeAt(linked.names.root, path);
  const table = path === undefined ? value : inner.table;
  const member = table.members.get(name);
  if (member === undefined) return undefined;
  if (path !== undefined) return keyTarget(inner, name, member.value);
  const declared = { file: member.file, span: member.keySpan };
  return { symbol: { kind: 'member', declared }, value: member.value, scope, path: undefined };
}

function enter(linked: LinkedDocument, target: Target, hops: number): Target {
  if (target.value.kind !== 'expression' || hops === 0) return target;
  const names = readNames(target.value.expression);
  if (names === undefined) return target;
  const found =
    names.by === '$'
      ? lookUpVariable(linked.names, target.scope, names.first, target.value.span.start)
      : lookUpName(target.scope, names.first);
  if (found.kind !== 'found' || found.value === target.value) return target;
  const isVariable = linked.declarations.has(found.value);
  const start: Target = isVariable
    ? { symbol: undefined, value: found.value, scope: found.scope, path: undefined }
    : keyTarget(found.scope, names.first, found.value);
  let at = start;
  for (const name of names.rest) {
    const next = select(linked, at, name, hops - 1);
    if (next === undefined) return target;
    at = next;
  }
  return enter(linked, at, hops - 1);
}

interface WrittenNames {
  readonly by: '$' | 'name';
  readonly first: string;
  readonly rest: readonly string[];
}

/** The names of an expression that is nothing but a reference. */
function readNames(expression: Expression): WrittenNames | undefined {
  switch (expression.kind) {
    case 'variable':
      return { by: '$', first: expression.name, rest: [] };
    case 'name':
      return { by: 'name', first: expression.name, rest: [] };
    case 'member': {
      const base = readNames(expression.base);
      return base === undefined ? undefined : { ...base, rest: [...base.rest, expression.name] };
    }
    default:
      return undefined;
  }
}
