import { type DiagnosticKind, report } from '../text/catalogue.ts';
import type { Diagnostic, RelatedPlace } from '../text/diagnostic.ts';
import type { Span } from '../text/place.ts';
import * as kinds from './diagnostics.ts';
import type { KeySegment } from './keys.ts';
import { toJson } from './to-json.ts';
import type { Member, ScalarValue, TableValue, Value } from './value.ts';

/** A table while it is built. */
export interface DraftTable extends TableValue {
  readonly members: Map<string, Member>;
}

/** What the builder of one document carries along. */
export interface BuildContext {
  readonly file: string;
  readonly diagnostics: Diagnostic[];
  /** The members that stand for the head of a table, so that an explicit one may replace them. */
  readonly heads: Set<Member>;
}

/** Makes an empty table. */
export function makeTable(context: BuildContext, span: Span): DraftTable {
  return { kind: 'table', file: context.file, span, members: new Map() };
}

/**
 * Steps into the table `segment` of `table`, and makes it where it is missing. A boolean or string that stands there becomes the
 * head of the new table; any other value is an error, and the table takes its place. (language.md, section 7.2)
 */
export function enterTable(context: BuildContext, table: DraftTable, segment: KeySegment): DraftTable {
  const existing = table.members.get(segment.key);
  // Every table of a document that is being built was made above, and can still grow.
  if (existing?.value.kind === 'table') return existing.value as DraftTable;
  const made = makeTable(context, segment.span);
  table.members.set(segment.key, { key: segment.key, keySpan: segment.span, file: context.file, value: made });
  if (existing === undefined || existing.value.kind === 'invalid') return made;
  const member = headMember(existing.value);
  const related = [{ file: context.file, span: existing.keySpan, message: 'the value is here' }];
  if (member === undefined) {
    complain(context, kinds.headNotScalar, segment.span, [segment.key, describe(existing.value)], related);
    return made;
  }
  complain(context, kinds.head, segment.span, [segment.key, member], related);
  const head: Member = { key: member, keySpan: existing.keySpan, file: existing.file, value: existing.value };
  made.members.set(member, head);
  context.heads.add(head);
  return made;
}

/** The member that holds a value as the head of a table; undefined where it cannot be one. */
function headMember(value: Value): string | undefined {
  if (value.kind === 'expression') return value.expression.kind === 'interpolation' ? '$value' : undefined;
  if (value.kind !== 'scalar') return undefined;
  if (typeof value.value === 'boolean') return 'enabled';
  return typeof value.value === 'string' ? '$value' : undefined;
}

/** Steps along all segments but the last. */
export function enterPath(context: BuildContext, table: DraftTable, segments: readonly KeySegment[]): DraftTable {
  let current = table;
  for (let index = 0; index < segments.length - 1; index++) {
    const segment = segments[index];
    if (segment !== undefined) current = enterTable(context, current, segment);
  }
  return current;
}

/** Puts a value under a key; a key that is there already is reported, and the later value wins. (language.md, section 7.3) */
export function setMember(context: BuildContext, table: DraftTable, segment: KeySegment, value: Value): void {
  const { key, span: keySpan } = segment;
  const existing = table.members.get(key);
  const member: Member = { key, keySpan, file: context.file, value };
  if (existing === undefined) {
    table.members.set(key, member);
    return;
  }
  if (value.kind === 'invalid') return;
  const related = [{ file: existing.file, span: existing.keySpan, message: 'the earlier one is here' }];
  if (existing.value.kind === 'table' && value.kind !== 'table') {
    complain(context, kinds.tableThenValue, keySpan, [key], related);
    return;
  }
  table.members.set(key, member);
  if (existing.value.kind === 'invalid') return;
  const before = JSON.stringify(toJson(existing.value));
  const after = JSON.stringify(toJson(value));
  if (context.heads.has(existing)) {
    if (before !== after) complain(context, kinds.headContradiction, keySpan, [existing.key, before, after], related);
  } else if (before === after) {
    complain(context, kinds.repeated, keySpan, [key], related);
  } else {
    complain(context, kinds.duplicate, keySpan, [key], related);
  }
}

/** What a value is, for a message. */
function describe(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return describeScalar(value);
    case 'array':
      return 'an array';
    case 'quantity':
      return 'a quantity';
    case 'range':
      return 'a range';
    case 'datetime':
      return 'a date';
    default:
      return 'an expression';
  }
}

function describeScalar({ value }: ScalarValue): string {
  return value === null ? 'null' : `a ${typeof value}`;
}

/** Reports a finding of the builder. */
export function complain<Args extends readonly unknown[]>(
  context: BuildContext,
  kind: DiagnosticKind<Args>,
  span: Span,
  args: Args,
  related?: readonly RelatedPlace[],
): void {
  context.diagnostics.push(report(kind, { file: context.file, span }, args, { related }));
}
