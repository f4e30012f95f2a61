import { childNodes, endNode, endToken, firstToken, type SyntaxTree, tokenText } from '@tsk/parser';

/** The text that the tokens of a tree make when they are joined. */
export function joinTokens(tree: SyntaxTree): string {
  let text = '';
  for (let token = 0; token < tree.tokenKinds.length; token++) text += tokenText(tree, token);
  return text;
}

/** What is wrong with the shape of a tree: children must lie inside their parents, in order. Nothing, for a sound tree. */
export function* findUnsound(tree: SyntaxTree): Generator<string> {
  const count = tree.nodes.kinds.length;
  if (endNode(tree, 0) !== count) yield `the document ends at node ${endNode(tree, 0)} of ${count}`;
  for (let node = 0; node < count; node++) {
    let token = firstToken(tree, node);
    for (const child of childNodes(tree, node)) {
      if (firstToken(tree, child) < token) yield `node ${child} starts before ${node} or its sibling ends`;
      if (endNode(tree, child) > endNode(tree, node)) yield `node ${child} ends after ${node}`;
      token = endToken(tree, child);
    }
    if (endToken(tree, node) < token) yield `node ${node} ends before its last child`;
    if (endToken(tree, node) > tree.tokenKinds.length) yield `node ${node} ends after the last token`;
  }
}
