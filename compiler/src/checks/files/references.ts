import {
  type Document,
  isTrivia,
  type SyntaxTree,
  tokenAt,
  tokenKind,
  tokenText,
  type VariableDeclaration,
} from '@tsk/parser';

/**
 * The names that a document may refer to: whatever stands after a `$`, and every word of a line that calls an operator or
 * holds an expression. Rather too many than too few, since what is not among them is called unused.
 */
export function listReferences({ tree, variables }: Document): ReadonlySet<string> {
  const code = blankOut(tree, variables);
  const names = new Set<string>();
  for (const line of code.split('\n')) {
    const texts = /[@?]|\$\{|\{\{/.test(line) ? [line] : (line.match(/\$[\p{L}\p{N}_.[\]-]+/gu) ?? []);
    for (const text of texts) for (const [word] of text.matchAll(/[\p{L}\p{N}_-]+/gu)) names.add(word);
  }
  return names;
}

/** The text without its comments and without the names that declarations give, each replaced by as many spaces. */
function blankOut(tree: SyntaxTree, variables: readonly VariableDeclaration[]): string {
  const names = new Set(variables.map(({ nameSpan }) => tokenAt(tree, nameSpan.start)));
  let code = '';
  for (let token = 0; token < tree.tokenStarts.length; token++) {
    const text = tokenText(tree, token);
    code +=
      names.has(token) || (isTrivia(tokenKind(tree, token)) && !text.includes('\n')) ? ' '.repeat(text.length) : text;
  }
  return code;
}
