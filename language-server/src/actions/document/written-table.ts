import {
  childNodes,
  endNode,
  endToken,
  firstToken,
  NodeKind,
  nodeKind,
  nodesAt,
  type SyntaxTree,
  TokenKind,
  tokenKind,
} from '@tsk/parser';
import { readKey } from '../../names/key-text.ts';

/** The ways to write a table: `[key]`, `key = { }`, `key { }`, `key >` … `<`, and indented lines below `key:`. */
export type TableForm = 'section' | 'object' | 'block' | 'angle' | 'indent';

/** A table as it is written in one place. */
export interface WrittenTable {
  readonly form: TableForm;
  /** The statement or member that it is. */
  readonly node: number;
  /** The node of its path. */
  readonly key: number;
  /** The node whose children are its entries. */
  readonly body: number;
  /** The path of the table in which it stands, within the file. */
  readonly scope: readonly string[];
  /** Its own keys: those of its path. */
  readonly keys: readonly string[];
  /** Whether it stands among statements; else it is a member of an object. */
  readonly isStatement: boolean;
  /** Whether it stands at the top of the file or right below a header, so that it could be a section. */
  readonly isTop: boolean;
}

/** The tables around an offset, from the innermost to the outermost. Tables in arrays, variables and calls are no settings. */
export function tablesAt(tree: SyntaxTree, offset: number): readonly WrittenTable[] {
  const found: WrittenTable[] = [];
  let scope: readonly string[] = [];
  let holds: Pick<WrittenTable, 'isStatement' | 'isTop'> = { isStatement: true, isTop: true };
  for (const node of nodesAt(tree, offset)) {
    if (isForeign(tree, node)) break;
    const table = readTable(tree, node, scope, holds);
    if (table === undefined) continue;
    found.unshift(table);
    scope = [...table.scope, ...table.keys];
    const isBraced = table.form === 'object' || table.form === 'block';
    holds = { isStatement: !isBraced, isTop: table.form === 'section' };
  }
  return found;
}

function isForeign(tree: SyntaxTree, node: number): boolean {
  const kind = nodeKind(tree, node);
  return kind === NodeKind.Array || kind === NodeKind.DashList || kind === NodeKind.Variable || kind === NodeKind.Call;
}

/** The table that a node is; undefined where it is none. */
export function readTable(
  tree: SyntaxTree,
  node: number,
  scope: readonly string[],
  holds: Pick<WrittenTable, 'isStatement' | 'isTop'>,
): WrittenTable | undefined {
  const key = node + 1;
  if (key >= endNode(tree, node) || nodeKind(tree, key) !== NodeKind.Path) return undefined;
  const keys = pathKeys(tree, key);
  if (keys.length === 0) return undefined;
  const isMember = nodeKind(tree, node) === NodeKind.Member;
  const common = { node, key, keys, ...(isMember ? { isStatement: false, isTop: false } : holds) };
  const value = endNode(tree, key);
  switch (nodeKind(tree, node)) {
    case NodeKind.Section:
      return { ...common, form: 'section', body: node, scope: [] };
    case NodeKind.AngleBlock:
      return { ...common, form: 'angle', body: node, scope };
    case NodeKind.Block:
      return { ...common, form: 'block', body: value, scope };
    case NodeKind.Assignment:
    case NodeKind.Member: {
      if (value >= endNode(tree, node)) return undefined;
      if (nodeKind(tree, value) === NodeKind.Body) return { ...common, form: 'indent', body: value, scope };
      if (nodeKind(tree, value) !== NodeKind.Object) return undefined;
      return { ...common, form: findSign(tree, node) === undefined ? 'block' : 'object', body: value, scope };
    }
    default:
      return undefined;
  }
}

/** The keys of a path node. */
export function pathKeys(tree: SyntaxTree, path: number): readonly string[] {
  const keys: string[] = [];
  for (let token = firstToken(tree, path); token < endToken(tree, path); token++) {
    const key = readKey(tree, token);
    if (key !== undefined) keys.push(key);
  }
  return keys;
}

/** The `=` or `:` of an assignment, member or variable, as the index of its token. */
export function findSign(tree: SyntaxTree, node: number): number | undefined {
  const key = node + 1;
  const hasPath = key < endNode(tree, node) && nodeKind(tree, key) === NodeKind.Path;
  const start = hasPath ? endToken(tree, key) : firstToken(tree, node) + 1;
  for (let token = start; token < endToken(tree, node); token++) {
    const kind = tokenKind(tree, token);
    if (kind === TokenKind.Equals || kind === TokenKind.Colon) return token;
    if (kind !== TokenKind.Whitespace) return undefined;
  }
  return undefined;
}

/** The entries of a table: the children of its body, without its path. */
export function entryNodes(tree: SyntaxTree, { body }: WrittenTable): readonly number[] {
  return [...childNodes(tree, body)].filter((child) => nodeKind(tree, child) !== NodeKind.Path);
}
