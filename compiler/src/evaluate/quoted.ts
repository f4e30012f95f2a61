import { type Expression, type ExpressionValue, parseDocument, type Value } from '@tsk/parser';
import type { Context } from './context.ts';
import { placeOf } from './context.ts';
import { takeSteps } from './session.ts';
import { findByPath, readPath } from './values/path.ts';

/** Steps that reading one expression takes, whatever its length. */
const readingCost = 100;

/** An expression for each element that stands in quotes: what it is for given names, or undefined where it is none. */
export type QuotedExpression = (names: Readonly<Record<string, Value>>, context: Context) => Value;

/** Reads an expression, or a path `$.a.b` into the element, that stands in quotes as older files write it. */
export function readQuoted(text: string, literal: Expression, context: Context): QuotedExpression | undefined {
  if (!takeSteps(context.session, readingCost + text.length)) return undefined;
  const quotedAt = placeOf(context, literal.span);
  if (text.startsWith('$.')) {
    const path = readPath(text);
    if (path === undefined) return undefined;
    return ({ item }) => {
      const found = item === undefined ? undefined : findByPath(item, path);
      return found ?? { kind: 'scalar', value: null, ...quotedAt };
    };
  }
  const source = parseExpression(text, quotedAt.file);
  if (source === undefined) return undefined;
  return (names, outer) => outer.evaluate(source.expression, { ...outer, names, source, quotedAt });
}

/** The text as one expression, which keeps its own offsets. */
function parseExpression(text: string, file: string): ExpressionValue | undefined {
  if (/[\r\n]/.test(text)) return undefined;
  const { root, diagnostics } = parseDocument(`x = (${text}) ?? null`, { file });
  const value = root.members.get('x')?.value;
  const isWrong = root.members.size !== 1 || diagnostics.some(({ severity }) => severity === 'error');
  return isWrong || value?.kind !== 'expression' ? undefined : value;
}
