import { NodeKind } from '../syntax/node-kind.ts';
import { childNodes, endToken, firstToken, nodeKind, type SyntaxTree, tokenKind } from '../syntax/syntax-tree.ts';
import { TokenKind } from '../syntax/token-kind.ts';

/** `=` or `:`. */
export type AssignSign = typeof TokenKind.Equals | typeof TokenKind.Colon;

/**
 * Chooses `=` or `:` for every assignment that may have either: statements take what most statements of the text have, the
 * members of an object what most members of that object have, and `=` where it is a draw. A `:` before an indented body is not
 * to be chosen, and is not counted. Returns the tokens to replace.
 */
export function chooseAssignSigns(tree: SyntaxTree): ReadonlyMap<number, AssignSign> {
  const chosen = new Map<number, AssignSign>();
  const statements: number[] = [];
  for (let node = 0; node < tree.nodes.kinds.length; node++) {
    const kind = nodeKind(tree, node);
    if (kind === NodeKind.Object) unify(tree, findMemberSigns(tree, node), chosen);
    else if ((kind === NodeKind.Assignment || kind === NodeKind.Variable) && !hasBody(tree, node))
      statements.push(findSign(tree, node));
  }
  unify(tree, statements, chosen);
  return chosen;
}

function findMemberSigns(tree: SyntaxTree, object: number): number[] {
  const signs: number[] = [];
  for (const member of childNodes(tree, object)) {
    if (nodeKind(tree, member) === NodeKind.Member) signs.push(findSign(tree, member));
  }
  return signs;
}

function hasBody(tree: SyntaxTree, statement: number): boolean {
  for (const child of childNodes(tree, statement)) {
    const kind = nodeKind(tree, child);
    if (kind === NodeKind.Body || kind === NodeKind.DashList) return true;
  }
  return false;
}

/** The token that assigns: the first `=` or `:` after the key. A member `key { … }` has none: then -1. */
function findSign(tree: SyntaxTree, node: number): number {
  const hasPath = nodeKind(tree, node + 1) === NodeKind.Path;
  const from = hasPath ? endToken(tree, node + 1) : firstToken(tree, node) + 1;
  for (let token = from; token < endToken(tree, node); token++) {
    const kind = tokenKind(tree, token);
    if (kind === TokenKind.Equals || kind === TokenKind.Colon) return token;
    if (kind === TokenKind.BraceOpen) return -1;
  }
  return -1;
}

function unify(tree: SyntaxTree, signs: readonly number[], chosen: Map<number, AssignSign>): void {
  const colons = signs.filter((token) => token >= 0 && tokenKind(tree, token) === TokenKind.Colon).length;
  const all = signs.filter((token) => token >= 0).length;
  const sign = colons > all - colons ? TokenKind.Colon : TokenKind.Equals;
  for (const token of signs) {
    if (token >= 0 && tokenKind(tree, token) !== sign) chosen.set(token, sign);
  }
}
