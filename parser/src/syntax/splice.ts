import type { Diagnostic, Fix } from '../text/diagnostic.ts';
import type { Span } from '../text/place.ts';
import type { ParsedRange } from './parse.ts';
import type { Cut } from './sections.ts';
import type { SyntaxTree } from './syntax-tree.ts';
import type { NodeColumns } from './tree-builder.ts';

/**
 * Puts a tree together: what `previous` has before the cut `head`, what was parsed anew, and what `previous` has from the cut `tail`
 * on. Columns are copied and their numbers moved, which takes a small part of the time of a parse.
 */
export function spliceTree(
  previous: SyntaxTree,
  text: string,
  head: Cut | undefined,
  middle: ParsedRange,
  tail: Cut | undefined,
): SyntaxTree {
  const { file, tokenKinds, tokenStarts } = previous;
  const headEnd = head?.token ?? 0;
  const tailStart = tail?.token ?? tokenKinds.length;
  const moved = text.length - previous.text.length;
  const starts = joined(tokenStarts, headEnd, middle.tokenStarts, 0, tailStart, (length) => new Uint32Array(length));
  add(starts, headEnd + middle.tokenStarts.length, starts.length, moved);
  return {
    file,
    text,
    tokenKinds: joined(tokenKinds, headEnd, middle.tokenKinds, 0, tailStart, (length) => new Uint8Array(length)),
    tokenStarts: starts,
    nodes: spliceNodes(previous, head, middle, tail),
    diagnostics: spliceDiagnostics(previous, head, middle, tail, moved),
    isolated: middle.isolated,
  };
}

/** The nodes of the three parts below the document's own node, which every part has and which comes first. */
function spliceNodes(
  previous: SyntaxTree,
  head: Cut | undefined,
  middle: ParsedRange,
  tail: Cut | undefined,
): NodeColumns {
  const old = previous.nodes;
  const headEnd = head?.node ?? 1;
  const tailStart = tail?.node ?? old.kinds.length;
  const made = middle.nodes;
  const middleEnd = headEnd + made.kinds.length - 1;
  const headTokens = head?.token ?? 0;
  const tokensMoved = headTokens + middle.tokenKinds.length - (tail?.token ?? previous.tokenKinds.length);
  const join = (from: Uint32Array, replacement: Uint32Array): Uint32Array =>
    joined(from, headEnd, replacement, 1, tailStart, (length) => new Uint32Array(length));

  const nodes = {
    kinds: joined(old.kinds, headEnd, made.kinds, 1, tailStart, (length) => new Uint8Array(length)),
    firstTokens: join(old.firstTokens, made.firstTokens),
    endTokens: join(old.endTokens, made.endTokens),
    endNodes: join(old.endNodes, made.endNodes),
  };
  const count = nodes.kinds.length;
  for (const column of [nodes.firstTokens, nodes.endTokens]) {
    add(column, headEnd, middleEnd, headTokens);
    add(column, middleEnd, count, tokensMoved);
  }
  add(nodes.endNodes, headEnd, middleEnd, headEnd - 1);
  add(nodes.endNodes, middleEnd, count, middleEnd - tailStart);

  const documentStarts = old.firstTokens[0] ?? 0;
  nodes.firstTokens[0] = documentStarts < headTokens ? documentStarts : headTokens + (made.firstTokens[0] ?? 0);
  nodes.endTokens[0] =
    tail === undefined ? headTokens + (made.endTokens[0] ?? 0) : (old.endTokens[0] ?? 0) + tokensMoved;
  nodes.endNodes[0] = count;
  return nodes;
}

/** A column whose part from `headEnd` up to `tailStart` is replaced by `replacement`, from `from` on. */
function joined<Column extends Uint8Array | Uint32Array>(
  old: Column,
  headEnd: number,
  replacement: Column,
  from: number,
  tailStart: number,
  make: (length: number) => Column,
): Column {
  const middleEnd = headEnd + replacement.length - from;
  const column = make(middleEnd + old.length - tailStart);
  column.set(old.subarray(0, headEnd));
  column.set(replacement.subarray(from), headEnd);
  column.set(old.subarray(tailStart), middleEnd);
  return column;
}

/** Adds `amount` to the numbers of a column from `from` up to `to`. */
function add(column: Uint32Array, from: number, to: number, amount: number): void {
  if (amount === 0) return;
  for (let index = from; index < to; index++) column[index] = (column[index] ?? 0) + amount;
}

function spliceDiagnostics(
  previous: SyntaxTree,
  head: Cut | undefined,
  middle: ParsedRange,
  tail: Cut | undefined,
  moved: number,
): readonly Diagnostic[] {
  const { diagnostics } = previous;
  const before = head === undefined ? [] : diagnostics.filter(({ span }) => span.start < head.offset);
  const after = tail === undefined ? [] : diagnostics.filter(({ span }) => span.start >= tail.offset);
  return [...before, ...middle.diagnostics, ...after.map((diagnostic) => moveDiagnostic(diagnostic, moved))];
}

function moveDiagnostic(diagnostic: Diagnostic, moved: number): Diagnostic {
  if (moved === 0) return diagnostic;
  const { span, related, fix } = diagnostic;
  return {
    ...diagnostic,
    span: moveSpan(span, moved),
    ...(related === undefined
      ? {}
      : { related: related.map((place) => ({ ...place, span: moveSpan(place.span, moved) })) }),
    ...(fix === undefined ? {} : { fix: moveFix(fix, moved) }),
  };
}

function moveFix({ title, edits }: Fix, moved: number): Fix {
  return { title, edits: edits.map(({ span, newText }) => ({ span: moveSpan(span, moved), newText })) };
}

function moveSpan({ start, end }: Span, moved: number): Span {
  return { start: start + moved, end: end + moved };
}
