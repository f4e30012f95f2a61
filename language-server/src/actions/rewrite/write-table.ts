import { endToken, firstToken, NodeKind, nodeKind, nodeSpan, type SyntaxTree, TokenKind, tokenKind } from '@tsk/parser';
import { type Body, type Entry, readBody } from '../document/entries.ts';
import { slice } from '../document/lines.ts';
import { findSign, type TableForm, type WrittenTable } from '../document/written-table.ts';

/** The lines that the entries of a table are in another form, comments and all; `prefix` stands before each key. */
export function entryLines({ text }: SyntaxTree, { entries, below }: Body, prefix = ''): readonly string[] {
  return [...entries.flatMap((entry) => linesOf(text, entry, prefix)), ...below.map((comment) => slice(text, comment))];
}

function linesOf(text: string, { span, above, behind, isApart }: Entry, prefix: string): readonly string[] {
  const comment = behind === undefined ? '' : ` ${slice(text, behind)}`;
  return [...(isApart ? [''] : []), ...above.map((one) => slice(text, one)), `${prefix}${slice(text, span)}${comment}`];
}

/** The body of a table, where its entries may stand in another form; undefined where one of them has no place there. */
export function readMovable(tree: SyntaxTree, table: WrittenTable, form: TableForm): Body | undefined {
  const body = readBody(tree, table);
  if (body === undefined || body.entries.length === 0) return undefined;
  const isBraced = form === 'object' || form === 'block';
  return body.entries.every(({ node }) => isMovable(tree, node, isBraced)) ? body : undefined;
}

/** Statements that are no keys, and texts whose place counts, stay where they are. */
function isMovable(tree: SyntaxTree, node: number, isBraced: boolean): boolean {
  const kind = nodeKind(tree, node);
  const isKey = kind === NodeKind.Assignment || kind === NodeKind.Block || kind === NodeKind.Member;
  if (!isKey && isBraced) return false;
  for (let token = firstToken(tree, node); token < endToken(tree, node); token++) {
    const inside = tokenKind(tree, token);
    if (inside === TokenKind.BlockScalar || inside === TokenKind.Indent) return false;
    if ((inside === TokenKind.TripleString || inside === TokenKind.TripleStart) && isBraced) return false;
  }
  return true;
}

/** The text of a table in another form, roughly: blanks are put right afterwards. */
export function writeTable(
  tree: SyntaxTree,
  table: WrittenTable,
  form: Exclude<TableForm, 'section'>,
  { lines, indent }: { readonly lines: readonly string[]; readonly indent: string },
): string {
  const key = slice(tree.text, nodeSpan(tree, table.key));
  const inner = lines.map((line) => (line === '' ? '' : `${indent}  ${line}`)).join('\n');
  switch (form) {
    case 'object':
      return `${key}${signOf(tree, table)}{\n${inner}\n${indent}}`;
    case 'block':
      return `${key} {\n${inner}\n${indent}}`;
    case 'angle':
      return `${key} >\n${inner}\n${indent}<`;
    case 'indent':
      return `${key}:\n${inner}`;
  }
}

/** The sign that stands behind a key, or that the first entry has. */
function signOf(tree: SyntaxTree, table: WrittenTable): string {
  const own = findSign(tree, table.node) ?? firstSign(tree, table);
  return own !== undefined && tokenKind(tree, own) === TokenKind.Colon ? ': ' : ' = ';
}

function firstSign(tree: SyntaxTree, { body }: WrittenTable): number | undefined {
  for (let token = firstToken(tree, body); token < endToken(tree, body); token++) {
    const kind = tokenKind(tree, token);
    if (kind === TokenKind.Equals || kind === TokenKind.Colon) return token;
  }
  return undefined;
}
