/** What a node of the syntax tree is. The comment shows the children in order; tokens are not children. */
export const NodeKind = {
  /** { Section | statement } or one Object */
  Document: 0,
  /** [Path] { statement }: a `[header]` and everything up to the next one. */
  Section: 1,
  /** (none): its tokens are the segments and dots. */
  Path: 2,
  /** Path [value]: `key = value`, `key: value`, and the block `key { … }`. */
  Assignment: 3,
  /** [value]: `$name = value` */
  Variable: 4,
  /** Path Object: `key { … }` */
  Block: 5,
  /** Path { statement }: `key >` … `<` */
  AngleBlock: 6,
  /** { statement }: the indented lines below `key:` */
  Body: 7,
  /** { DashItem } */
  DashList: 8,
  /** [value] */
  DashItem: 9,
  /** [Literal]: `@include "path"` */
  Include: 10,
  /** one expression */
  OperatorStatement: 11,
  /** { Member } */
  Object: 12,
  /** Path [value] */
  Member: 13,
  /** { value } */
  Array: 14,
  /** (none): one token, a literal, a name, a `$variable` or an `@operator`. */
  Literal: 15,
  /** { Interpolation }: a string with `${…}` parts. */
  Template: 16,
  /** [expression] */
  Interpolation: 17,
  /** operand { operand }: infix operators stand between, precedence is resolved by the reader. */
  Infix: 18,
  /** operand: with one or more prefix operators before it */
  Prefix: 19,
  /** condition, consequent, alternate */
  Conditional: 20,
  /** base { Access | Index | Call } */
  Chain: 21,
  /** (none): `.name` or `?.name` */
  Access: 22,
  /** expression */
  Index: 23,
  /** { Argument } */
  Call: 24,
  /** expression: with `name =` before it where the argument is named */
  Argument: 25,
  /** expression: `( … )` */
  Group: 26,
  /** (anything): text that the grammar has no place for; its diagnostic is reported. */
  Error: 27,
} as const;

/** One of the numbers of the table `NodeKind`. */
export type NodeKind = (typeof NodeKind)[keyof typeof NodeKind];

const names = Object.keys(NodeKind);

/** The name of a node kind, for tests and debugging. */
export function nodeKindName(kind: NodeKind): string {
  return names[kind] ?? 'Unknown';
}
